"""The core of a thread, driven at random: it has an end, and its owner moves only by TAKE."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from hotline.domain.phone import Phone
from hotline.domain.thread import events as e
from hotline.domain.thread.lane import APART, CHAIN_HOLD, CHAIN_MERGES, UNSURE, may_go, together
from hotline.domain.thread.record import CONTACT, NOBODY, Thread
from hotline.domain.thread.step import begin, step
from hotline.domain.thread.times import next_due
from hotline.domain.thread.told import Dropped, ToContact, ToPeer, Words

NOW = 1767283200.0
LINE, ANNA = Phone("+12025550100"), Phone("+12025550147")
PEERS = ("ana", "bo", "cy")
ASKED = e.Asked("t1", "147", LINE, ANNA, "en", "peers", PEERS, "SM0", "hi")
BEGUN = begin(ASKED, NOW).thread
TOGETHER = tuple((peer, None) for peer in PEERS)
GROUP = begin(replace(ASKED, on=(), together=TOGETHER), NOW).thread
person = some.sampled_from(PEERS)
on = some.lists(some.sampled_from(TOGETHER), unique=True).map(tuple)
begun = some.sampled_from((BEGUN, GROUP))
item = some.integers(0, 9).map(lambda n: f"rt-t1-{n}")
text = some.integers(1, 40).map(lambda n: f"SM{n}")
EVENTS = some.one_of(
    some.builds(e.ContactWrote, text, some.just("words"), some.booleans(), on),
    some.builds(e.ContactAsked, text),
    some.builds(e.ContactWantsOther, text, some.just(PEERS)),
    some.builds(e.PeerTook, person, some.sampled_from((0.0, NOW + 5000))),
    some.builds(e.PeerPassed, person, some.just(PEERS)),
    some.builds(e.PeerGone, person, some.just(PEERS)),
    some.builds(e.PeerWrote, person, some.just("words")),
    some.builds(e.BackupAsked, person, some.just(PEERS)),
    some.builds(e.PeerGoesOff, person, some.booleans(), some.just(1_767_290_400.0)),
    some.builds(e.TimePassed, some.just(PEERS), some.just(PEERS), some.just(0.0), some.booleans()),
    some.builds(lambda i, to: e.TextAccepted((i,), to), item, some.sampled_from((*PEERS, ""))),
    some.builds(e.TextUnsure, item),
    some.builds(e.TextPutOff, item, some.just(NOW + 30)),
    some.builds(
        e.TextReportedOn,
        item,
        some.sampled_from(("queued", "sent", "delivered", "failed", "undelivered")),
        some.sampled_from((None, 30007, 14107)),
    ),
    some.builds(e.PeerClosed, person, some.booleans()),
    some.builds(e.CallWanted, person, some.just("may we call?")),
)
LATER = some.lists(some.tuples(some.floats(0, 400), EVENTS), max_size=30)


@settings(max_examples=300, deadline=None)
@given(begun, LATER)
def test_the_owner_moves_only_by_take_and_whoever_lost_words_is_told(thread, happens) -> None:
    now = NOW
    for wait, event in happens:
        now += wait
        before = thread
        thread, told = step(thread, event, now)
        assert all(t.name for t in told if isinstance(t, ToPeer | ToContact))
        if thread.owner not in {"", before.owner}:
            assert isinstance(event, e.PeerTook) or before.seconds
        if before.state == "closed":
            assert (thread, told) == (before, ())
            continue
        gone = {i.id for i in before.items} - {i.id for i in thread.items}
        failed = isinstance(event, e.TextReportedOn) and event.status in {"failed", "undelivered"}
        if gone and failed:
            lost = before.item(next(iter(gone)))
            heard = [t for t in told if isinstance(t, ToPeer) and t.person == lost.sender]
            heard_contact = [t for t in told if isinstance(t, ToContact)]
            assert lost.extra or (heard_contact if lost.sender == CONTACT else heard)


@settings(max_examples=200, deadline=None)
@given(begun, LATER)
def test_left_alone_it_always_ends_with_a_word(thread, happens) -> None:
    now = NOW
    for wait, event in happens:
        now += wait
        thread = step(thread, event, now).thread
    for _ in range(100):
        if thread.state == "closed":
            return
        now = max(now, next_due(thread))
        thread, told = step(thread, e.TimePassed(PEERS, PEERS), now)
        assert all(t.name for t in told if isinstance(t, ToPeer | ToContact))
    assert thread.state == "closed"
    assert any(isinstance(t, ToContact) for t in told)


@settings(max_examples=300, deadline=None)
@given(begun, LATER, LATER)
def test_after_a_trouble_word_nothing_goes_there_but_answers(thread, first, happens) -> None:
    now = NOW
    for wait, event in first:
        now += wait
        thread = step(thread, event, now).thread
    thread = step(thread, e.ContactSaidTrouble(), now).thread
    for wait, event in happens:
        now += wait
        asked = thread.question, ""
        thread, told = step(thread, event, now)
        assert thread.state == "closed" or all(i.reader != CONTACT for i in thread.items)
        theirs = isinstance(event, e.ContactWrote | e.ContactAsked | e.ContactWantsOther)
        assert theirs or not any(isinstance(t, ToContact) for t in told)
        assert theirs or thread.question in asked, "no digit answers what nobody has read"
    for _ in range(100):
        now = max(now, next_due(thread)) if thread.state != "closed" else now
        thread, told = step(thread, e.TimePassed(PEERS, PEERS), now)
        assert not any(isinstance(t, ToContact) for t in told)
    assert thread.state == "closed"


def open_thread() -> Thread:
    return step(BEGUN, e.PeerTook("ana"), NOW).thread


def wrote(thread: Thread, now: float) -> tuple[Thread, str]:
    thread, told = step(thread, e.PeerWrote("ana", "words"), now)
    return thread, next(t.item for t in told if isinstance(t, Words))


def test_the_next_goes_when_the_one_before_is_sent_or_two_seconds_later() -> None:
    thread, first = wrote(open_thread(), NOW)
    thread, second = wrote(thread, NOW)
    assert may_go(thread, thread.item(first), NOW) == 0
    assert may_go(thread, thread.item(second), NOW) == float("inf")

    thread = step(thread, e.TextAccepted((first,), CONTACT), NOW).thread
    assert may_go(thread, thread.item(second), NOW) == APART
    thread = step(thread, e.TextReportedOn(first, "sent"), NOW).thread
    assert may_go(thread, thread.item(second), NOW) == 0


def test_too_fast_a_chain_rests_and_goes_again() -> None:
    thread, first = wrote(open_thread(), NOW)
    thread = step(thread, e.TextAccepted((first,), CONTACT), NOW).thread
    thread, told = step(thread, e.TextReportedOn(first, "failed", 14107), NOW)

    assert told == ()
    assert may_go(thread, thread.item(first), NOW) == CHAIN_HOLD


def test_in_a_long_chain_what_waits_goes_as_one_and_shares_its_fate() -> None:
    thread = open_thread()
    for _ in range(CHAIN_MERGES):
        thread, one = wrote(thread, NOW)
        thread = step(thread, e.TextAccepted((one,), CONTACT), NOW).thread
        thread = step(thread, e.TextReportedOn(one, "delivered"), NOW).thread
    thread, first = wrote(thread, NOW)
    thread, second = wrote(thread, NOW)
    both = tuple(i.id for i in together(thread, thread.item(first), NOW))
    assert both == (first, second)

    thread = step(thread, e.TextAccepted(both, CONTACT), NOW).thread
    thread, told = step(thread, e.TextReportedOn(first, "undelivered", 30007), NOW)
    assert [t for t in thread.items if t.sender == "ana"] == []
    assert any(isinstance(t, ToPeer) and t.person == "ana" for t in told)


def test_in_a_long_chain_what_the_carrier_may_have_goes_again_first() -> None:
    thread, first = wrote(open_thread(), NOW)
    thread, second = wrote(thread, NOW)
    thread = replace(thread, chains=((CONTACT, CHAIN_MERGES, NOW),))
    thread = step(thread, e.TextUnsure(first), NOW).thread

    later = NOW + UNSURE
    assert may_go(thread, thread.item(first), later) == 0
    assert [i.id for i in together(thread, thread.item(first), later)] == [first, second]


def test_who_takes_it_over_gets_what_the_carrier_does_not_have_yet() -> None:
    thread = step(open_thread(), e.ContactWrote("SM2", "words"), NOW).thread
    thread = step(replace(thread, offering=True), e.PeerTook("bo"), NOW).thread

    assert {i.reader for i in thread.items if i.sender == CONTACT} == {"bo"}


@settings(max_examples=300, deadline=None)
@given(LATER)
def test_in_a_group_whoever_is_in_it_sees_each_text_of_the_contact_once(happens) -> None:
    thread, now = GROUP, NOW
    for wait, event in happens:
        now += wait
        known = thread.numbered
        thread, told = step(thread, event, now)
        new = [i for i in thread.items if int(i.id.rpartition("-")[2]) >= known]
        if isinstance(event, e.ContactWrote) and any(isinstance(t, Words) for t in told):
            assert [i.reader for i in new] == list(thread.peers or (NOBODY,))
            assert [i.extra for i in new] == [False] + [True] * (len(new) - 1)
        if thread.state == "open":
            assert thread.owner


def test_in_a_group_who_writes_first_has_it_and_the_others_still_see_it() -> None:
    thread, told = step(GROUP, e.PeerWrote("bo", "hey"), NOW)

    assert (thread.owner, set(thread.seconds)) == ("bo", {"ana", "cy"})
    assert [t.name for t in told if isinstance(t, ToContact)] == ["thread.taken"]
    assert not [t for t in told if isinstance(t, ToPeer)], "they see the words themselves"
    assert sorted(i.reader for i in thread.items if i.sender == "bo") == ["", "ana", "cy"]


def test_in_a_group_who_goes_off_sees_no_more_but_the_one_who_has_it() -> None:
    thread = step(GROUP, e.PeerWrote("bo", "hey"), NOW).thread
    thread, told = step(thread, e.ContactWrote("SM1", "hi", together=(("cy", None),)), NOW)

    assert thread.peers == ("bo", "cy")
    assert [t.name for t in told if isinstance(t, ToPeer) and t.person == "ana"] == [
        "to_peer.group.out"
    ]


def test_in_a_group_what_only_one_would_have_got_another_gets_who_stays() -> None:
    lead = GROUP.items[0]
    assert (lead.reader, lead.extra) == ("ana", False)

    thread = step(GROUP, e.PeerPassed("ana"), NOW).thread
    assert [i.reader for i in thread.items if i.id == lead.id] == ["bo"]
    assert step(thread, e.ContactWrote("SM1", "hi", together=TOGETHER), NOW).thread.peers == (
        "bo",
        "cy",
    ), "a no is a no"


def test_a_group_of_whom_nobody_came_is_one_no_more() -> None:
    thread = GROUP
    while thread.question != "nobody":
        thread = step(thread, e.TimePassed(PEERS, PEERS), next_due(thread)).thread
    thread = step(thread, e.ContactWrote("SM1", "hi", together=TOGETHER), NOW + 400).thread

    assert thread.peers == ()


def test_a_trouble_word_stops_words_on_their_way_and_tells_whose_they_are() -> None:
    thread, first = wrote(open_thread(), NOW)
    thread, told = step(thread, e.ContactSaidTrouble(), NOW)

    assert Dropped(first) in told
    assert [(t.person, t.name) for t in told if isinstance(t, ToPeer)] == [
        ("ana", "alarm.unsent.silent")
    ]
    again, told = step(thread, e.PeerWrote("ana", "words"), NOW)
    assert again == thread
    assert [(t.person, t.name) for t in told if isinstance(t, ToPeer)] == [
        ("ana", "alarm.unsent.silent")
    ]


def test_after_a_trouble_word_nobody_is_reminded_that_they_wait() -> None:
    thread = step(open_thread(), e.ContactSaidTrouble(), NOW).thread
    thread = step(thread, e.ContactWrote("SM1", "who is this"), NOW).thread
    thread, told = step(thread, e.TimePassed(PEERS, PEERS), NOW + 900)

    assert thread.owner == "ana" and not any(isinstance(t, ToPeer | ToContact) for t in told)
