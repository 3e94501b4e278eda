"""Panic in the store: what is about contacts goes, what the line lives on stays."""

from __future__ import annotations

import re

import redis

from hotline.domain.blocks import EVERYBODY, SIZES
from hotline.domain.contact import Contact
from hotline.domain.counts import counted
from hotline.domain.errands import Due, EraseText, SendText
from hotline.domain.events import TextArrived
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.flow.session import Session
from hotline.store import Store
from hotline.store.clearing import STAY
from hotline.store.keys import TABLE

LINE, ANNA, ANA = Phone("+12025550100"), Phone("+12025550147"), Phone("+12025550111")
NOW = 1767283200.0
# Every kind of key, and what panic does about it; a new one is decided here.
GO = {
    "key", "session", "answer", "seen", "limit", "sent", "errand", "taken", "ring", "again",
    "trace", "call", "callback", "callbacks", "peer", "seat", "held", "dial", "busy", "rung",
    "live", "pace", "due", "turned", "rest", "waiting", "nobody", "talks", "tries", "thread",
    "talk", "threads", "check", "checked", "checks",
}  # fmt: skip


def test_it_is_decided_for_every_kind_of_key_whether_it_goes() -> None:
    kinds = {re.split(r"[:(]", row.pattern)[0] for row in TABLE}
    stay = {name.partition(":")[0] for name in STAY}

    assert kinds - GO - stay - {"beat", "rq"} == set()
    assert GO & stay == {"key"}  # of the day, and lasting


def lived(store: Store) -> None:
    event = TextArrived(f"SM{1:032x}", LINE, ANNA, "hola")
    store.conversations.close(
        event, store.conversations.open(event, NOW), session=Session(until=NOW + 7200), answer=(),
        errands=[(Due(NOW + 20, "steps-of-a-token-1"), SendText(LINE, ANNA, "Go on", NOW + 99)),
                 (Due(NOW + 60, "copy-of-a-token-22"), EraseText("SM1", NOW + 9e5))],
        called_off=(), now=NOW,
    )  # fmt: skip
    store.again.remember(LINE, ANNA, "ana", NOW)
    store.beliefs.busy("ana", "ring-0", NOW + 60)
    store.people.write(store.people.read(), (Person("ana", "Ana", (ANA,), ("en",)),))
    store.marks.stop(Contact(LINE, ANNA), "carrier")
    store.blocks.add(store.blocks.mark(LINE, ANNA), SIZES["3"], EVERYBODY)
    store.budget.spend(LINE, ANNA, NOW)
    store.tally.add(counted(NOW, "UTC", "calls"))
    store.switch.write("closed")


def test_contacts_are_gone_and_the_line_can_go_on(store: Store, connection: redis.Redis) -> None:
    lived(store)
    gone = store.clearing.contacts(["copy-of-a-token-22"], NOW)

    assert gone["a contact's place in the flows"] == 1
    left = {key.decode().partition(":")[0] for key in connection.scan_iter()}
    assert left == {
        "key", "roster", "whose", "stop", "block", "count", "switch", "errand", "due",
    }  # fmt: skip
    assert store.errands.claim(NOW + 999, 30, 10) == ["copy-of-a-token-22"]
    assert store.errands.read("copy-of-a-token-22")
    assert store.people.read().named("Ana")
    assert store.marks.stopped(Contact(LINE, ANNA)) == "carrier"


def test_of_everything_nothing_stays(store: Store, connection: redis.Redis) -> None:
    lived(store)
    store.clearing.everything()

    assert list(connection.scan_iter()) == []
