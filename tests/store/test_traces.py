"""What somebody left is found again by their number, and goes at once; a STOP stays."""

from __future__ import annotations

import redis

from hotline.domain.contact import Contact
from hotline.domain.errands import Due, EraseText, SendText
from hotline.domain.events import TextArrived
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply
from hotline.flow.session import Session
from hotline.store import Store
from hotline.store.keys import row_of
from tests.store.looking import assert_only_known_keys

LINE, OTHER, ANNA, BO = (Phone(f"+1202555{n}") for n in ("0100", "0101", "0147", "0148"))
NOW = 1767283200.0
OF_MANY = {"sent"}  # what the line, and the numbers like theirs, were sent
MIDNIGHT = (NOW // 86400 + 1) * 86400


def texted(store: Store, of: Contact, now: float = NOW, **more) -> None:
    event = TextArrived(f"SM{hash((of, now)) % 16**32:032x}", of.line, of.phone, "hola")
    opened = store.conversations.open(event, now)
    given = {"answer": [TextReply("hi", "receipt-of-a-text")], "errands": [], **more}
    session = Session("es", until=now + 7200)
    assert store.conversations.close(
        event, opened, session=session, called_off=[], now=now, **given
    )


def kinds(connection: redis.Redis) -> set[str]:
    rows = (row_of(key.decode()) for key in connection.scan_iter() if not key.startswith(b"key:"))
    return {row.pattern.partition(":")[0] for row in rows if row}


def test_all_that_a_text_left_is_gone_at_once(store: Store, connection: redis.Redis) -> None:
    steps = (Due(NOW + 20, "steps-of-a-token-1"), SendText(LINE, ANNA, "Keep going", NOW + 200))
    texted(store, Contact(LINE, ANNA), errands=[steps])
    store.again.remember(LINE, ANNA, "ana", NOW)
    assert_only_known_keys(connection)

    store.traces.forget([Contact(LINE, ANNA)], NOW)
    assert kinds(connection) == OF_MANY
    assert store.errands.claim(NOW + 99, 30, 10) == []


def test_how_many_cards_a_phone_was_sent_is_forgotten_on_each_line_by_itself(store: Store) -> None:
    asked = {
        line: [store.budget.spend(line, ANNA, NOW) for _ in range(9)] for line in (LINE, OTHER)
    }
    assert not asked[LINE][-1] and not asked[OTHER][-1]
    store.traces.forget([Contact(LINE, ANNA)], NOW)

    assert not store.traces.held(Contact(LINE, ANNA), NOW)
    assert store.budget.spend(LINE, ANNA, NOW)
    assert {"how many texts a line, an exchange or a phone was sent lately"} < {
        held.kind for held in store.traces.held(Contact(OTHER, ANNA), NOW)
    }
    assert not store.budget.spend(OTHER, ANNA, NOW)


def test_somebody_else_and_another_line_keep_theirs(store: Store) -> None:
    for of in (Contact(LINE, ANNA), Contact(OTHER, ANNA), Contact(LINE, BO)):
        texted(store, of)
    store.traces.forget([Contact(LINE, ANNA)], NOW)

    assert not store.traces.held(Contact(LINE, ANNA), NOW)
    assert store.traces.held(Contact(OTHER, ANNA), NOW)
    assert store.traces.held(Contact(LINE, BO), NOW)


def test_the_carriers_copies_are_deleted_now_and_not_never(store: Store) -> None:
    copy = (Due(NOW + 60, "copy-of-a-token-22"), EraseText("SM" + "1" * 32, NOW + 9e5))
    texted(store, Contact(LINE, ANNA), errands=[copy])
    store.errands.add(Due(NOW + 300, "copy-receipt-of-a-text"), EraseText("SM2", NOW + 9e5))
    assert store.errands.claim(NOW, 30, 10) == []

    store.traces.forget([Contact(LINE, ANNA)], NOW)
    assert set(store.errands.claim(NOW, 30, 10)) == {
        "copy-of-a-token-22", "copy-receipt-of-a-text",
    }  # fmt: skip
    assert store.errands.read("copy-of-a-token-22") == copy[1]


def test_what_was_left_before_midnight_is_found_after_it(
    store: Store, connection: redis.Redis
) -> None:
    texted(store, Contact(LINE, ANNA), MIDNIGHT - 5)
    texted(store, Contact(LINE, ANNA), MIDNIGHT + 5)
    store.traces.forget([Contact(LINE, ANNA)], MIDNIGHT + 9)

    assert kinds(connection) == OF_MANY


def test_it_is_told_by_kind_and_time_and_never_by_content(store: Store) -> None:
    texted(store, Contact(LINE, ANNA))
    held = {one.kind: one.until for one in store.traces.held(Contact(LINE, ANNA), NOW)}

    assert NOW + 7190 < (held["a contact's place in the flows"] or 0) <= NOW + 7200
    assert "that a text has come" in held
    assert len(held) == 5  # with the answer, the count of texts, and the list of all these


def test_a_list_of_names_lives_a_day_and_tells_no_number(
    store: Store, connection: redis.Redis
) -> None:
    texted(store, Contact(LINE, ANNA))
    (key,) = connection.scan_iter("trace:*")

    assert 0 < connection.ttl(key) <= 86400
    assert b"5550147" not in key + b"".join(connection.smembers(key))


def test_a_mark_outlives_all_this_and_is_too_short_to_tell_whose_it_is(
    store: Store, connection: redis.Redis
) -> None:
    store.marks.stop(Contact(LINE, ANNA), "carrier")
    store.marks.stop(Contact(LINE, BO), "us")
    store.traces.forget([Contact(LINE, ANNA)], NOW)

    assert store.marks.stopped(Contact(LINE, ANNA)) == "carrier"
    assert store.marks.stopped(Contact(OTHER, ANNA)) == ""
    assert store.conversations.open(TextArrived("SM1", LINE, BO, "hi"), NOW).stopped == "us"
    assert {len(key) for key in connection.scan_iter("stop:*")} == {len("stop:") + 6}
    assert_only_known_keys(connection)

    store.marks.lift(Contact(LINE, ANNA))
    assert store.marks.stopped(Contact(LINE, ANNA)) == ""
