"""A callback, in any order of anything: rung twice at most, not past its time, nor called off."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hotline.domain import callback as c
from hotline.domain.phone import Phone

NOON = 1_767_283_200.0
PHONE = Phone("+12025550147")
ASKED = c.Callback(
    "back", Phone("+12025550100"), PHONE, "call", "en", "peers", NOON, NOON + 1800.0
)  # fmt: skip
WRITTEN = replace(ASKED, way="text", until=NOON + 7200.0)
RINGS = [f"back-{n}" for n in range(4)] + ["other-0"]
OUTCOMES: list[c.Ringing] = [
    "running", "lost", "nobody", "unanswered", "finished", "other", "gone", "nobody else",
]  # fmt: skip

PEERS = st.lists(st.sampled_from(["ana", "bo"]), unique=True).map(tuple)
LOOKED = st.builds(c.Looked, PEERS, st.sampled_from(OUTCOMES), PEERS, st.sampled_from(["", "ana"]))
OF_A_RING = st.sampled_from([c.Asking, c.PutOff, c.Came, c.NotNow])
EVENTS = st.one_of(
    LOOKED,
    LOOKED,
    st.builds(lambda event, ring: event(ring), OF_A_RING, st.sampled_from(RINGS)),
    st.just(c.CalledOff()),
    st.builds(c.Taken, st.sampled_from(["ana", "bo"])),
)
STORY = st.lists(st.tuples(EVENTS, st.floats(0, 700)), max_size=60)


def told(callback: c.Callback, story: list[tuple[c.Event, float]]) -> list[tuple[float, c.Stepped]]:
    """Each step of a story until it is erased, and when."""
    steps, now, here = [], NOON, callback
    for event, later in story:
        now += later
        done = c.step(here, event, now)
        steps.append((now, done))
        if done.callback is None:
            break
        here = done.callback
    return steps


@given(STORY)
def test_it_rings_twice_at_most_eight_minutes_apart_and_never_past_its_time(
    story: list[tuple[c.Event, float]],
) -> None:
    """What was put off did not ring, and is no time of these."""
    rung: list[float] = []
    for now, done in told(ASKED, story):
        if isinstance(done.reply, c.RingContact):
            rung.append(now)
        elif done.callback and done.callback.tries < len(rung):
            rung.pop()
    assert len(rung) <= c.MOST
    assert all(at < ASKED.until for at in rung)
    assert all(later - earlier >= c.BETWEEN for earlier, later in pairwise(rung))


@given(STORY)
def test_nobody_is_rung_for_what_is_over_and_no_number_outlives_it(
    story: list[tuple[c.Event, float]],
) -> None:
    for _, done in told(ASKED, story):
        rings = isinstance(done.reply, c.RingPeers | c.RingContact)
        assert not rings or done.callback is not None
    for _, done in told(WRITTEN, story):
        written = isinstance(done.reply, c.WriteToContact)
        assert not written or (done.callback and done.callback.phone is None)


@given(STORY)
def test_it_is_kept_or_lapses_never_both_and_once(story: list[tuple[c.Event, float]]) -> None:
    for start in (ASKED, WRITTEN):
        ends = [
            done.reply
            for _, done in told(start, story)
            if isinstance(done.reply, c.Reached | c.Lapsed | c.WriteToContact)
        ]
        assert len(ends) <= 1


@given(STORY)
def test_who_passed_is_not_asked_again(story: list[tuple[c.Event, float]]) -> None:
    passed: set[str] = set()
    for _, done in told(ASKED, story):
        if isinstance(done.reply, c.RingPeers):
            assert done.callback
            passed = set(done.callback.passed)
            assert not passed & set(done.reply.order)


def test_a_peer_is_told_once_that_somebody_wants_to_be_written_to() -> None:
    first = c.step(WRITTEN, c.Looked(("ana",)), NOON + 200)
    assert first.reply == c.TellPeers(("ana",))
    assert first.callback
    again = c.step(first.callback, c.Looked(("ana", "bo")), NOON + 260)
    assert again.reply == c.TellPeers(("bo",))


def test_of_two_who_take_it_one_has_it() -> None:
    first = c.step(WRITTEN, c.Taken("ana"), NOON + 200)
    assert first.callback
    assert c.step(first.callback, c.Taken("bo"), NOON + 201) == (first.callback, None)
    assert first.callback.peer == "ana"


def test_what_the_carrier_would_not_say_counts_as_rung() -> None:
    """Asked for, and nothing was ever heard of it: the ring ends, and it is one of the two."""
    looked = c.step(ASKED, c.Looked(("ana",)), NOON + 200)
    assert looked.callback
    asked = c.step(looked.callback, c.Asking("back-0"), NOON + 210)
    assert asked.callback
    over = c.step(asked.callback, c.Looked(("ana",), "unanswered", (), "ana"), NOON + 330)
    assert over.callback
    assert (over.callback.tries, over.reply) == (1, None)
    assert c.step(asked.callback, c.Asking("back-0"), NOON + 211).reply is None
