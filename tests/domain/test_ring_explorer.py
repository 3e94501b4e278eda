"""Everything that can happen around a ring, in any order: nobody is stuck, no talk is broken by us.

Each rule is taken out once, to see the explorer miss it. The rules that it does not miss are named
with the reason.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hotline.domain.errands import EndRoom
from hotline.domain.ring import events as e
from hotline.domain.ring import replies as r
from hotline.domain.ring.record import Alone, Attempt, Ring, entered
from hotline.domain.ring.step import Stepped, step
from tests.domain.explorer import Explored, explore
from tests.domain.ring_world import NOW, RingWorld


def walked(world: RingWorld) -> Explored:
    return explore(world.start(), world.edges, world.good)


def alone(**left_out: Any) -> RingWorld:
    """One peer is enough for most that can go wrong, with a star or two."""
    return RingWorld(peers=1, attempts=1, stars=2, **left_out)


# As it is, nothing goes wrong.


@pytest.mark.parametrize(
    "world",
    [
        RingWorld(peers=1, attempts=1, stars=2, faults=1),
        RingWorld(peers=2, stars=1, faults=1),
        RingWorld(peers=2, stars=1, at_once=1, bring_in=True),
    ],
    ids=["1 peer, 2 stars, 1 fault", "2 peers, 1 star, 1 fault", "a second is asked in"],
)
def test_nobody_is_stuck_and_no_talk_is_broken(world: RingWorld) -> None:
    found = walked(world)

    assert not found.fault, str(found)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    "world",
    [
        RingWorld(peers=1, attempts=1, stars=2, faults=3, slow=True),
        RingWorld(peers=2, stars=2, faults=1),
        RingWorld(peers=2, stars=1, faults=1, slow=True),
        RingWorld(peers=2, stars=1, faults=1, at_once=1, bring_in=True),
        RingWorld(peers=2, stars=1, attempts=3, at_once=1, bring_in=True),
        RingWorld(peers=2, stars=1, attempts=3),
        RingWorld(peers=3, stars=1, attempts=3, at_once=3),
    ],
    ids=lambda w: (
        f"{w.peers} peers, {w.attempts} legs, {w.stars} stars, {w.faults} faults"
        f"{', slow' if w.slow else ''}{', a second' if w.bring_in else ''}"
    ),
)
def test_nor_with_more_of_everything(world: RingWorld) -> None:
    found = walked(world)

    print(found)
    assert not found.fault, str(found)


# What was found once.


def test_two_peers_without_their_contact_are_looked_after() -> None:
    """Neither is alone, so no beat tells; the final callback of the contact's call was lost."""
    line = RingWorld(at_once=1, bring_in=True, faults=1)
    world = line.after(
        *("'worker asks for', 'r-0'", "LegPlaced", "presses 1", "PeerPressed", "enters"),
        *("presses star", "PeerLeft", "'chooses', '1'", "PeerChose", "'r-0', 'enters'"),
        *("'worker asks for', 'r-1'", "LegPlaced", "presses 1", "PeerPressed", "TurnCame"),
        *("contact hangs up", "'r-1', 'enters'", "'lost:', 'contact final'", "watch asks"),
        *("WatchTold", "end room"),
    )

    assert not [leg for leg in world[2] if leg[1] == "room"]


# Each rule taken out.


def void_may_win(ring: Ring, event: Any, now: float) -> Stepped:
    """A cancelled leg counts as soon as the ring is open again."""
    if isinstance(event, e.PeerPressed) and ring.state == "wait":
        ring = replace(ring, attempts=tuple(replace(a, status="asked") for a in ring.attempts))
    return step(ring, event, now)


def dead_may_win(ring: Ring, event: Any, now: float) -> Stepped:
    """A key press counts though the leg's end was told before."""
    if isinstance(event, e.PeerPressed) and not ring.attempt(event.attempt):
        known = Attempt(event.attempt, "peer0", "asked", now)
        ring = replace(ring, attempts=(*ring.attempts, known))
    return step(ring, event, now)


def dead_may_leave(ring: Ring, event: Any, now: float) -> Stepped:
    """A Dial's end counts though the leg's end was told before."""
    if isinstance(event, e.PeerLeft) and not ring.attempt(event.attempt) and ring.state == "wait":
        known = Attempt(event.attempt, "peer0", "inside", now)
        back = replace(ring, owner=known.id, room=known.id, attempts=(*ring.attempts, known))
        ring = entered(back, "claimed", now)
    return step(ring, event, now)


def any_leg_ends_the_talk(ring: Ring, event: Any, now: float) -> Stepped:
    """Final callbacks do not say of which attempt they are."""
    if isinstance(event, e.LegFinal) and ring.owner:
        event = replace(event, attempt=ring.owner)
    return step(ring, event, now)


def new_room_after_a_star(ring: Ring, event: Any, now: float) -> Stepped:
    stepped = step(ring, event, now)
    if not (isinstance(event, e.PeerChose) and isinstance(stepped.reply, r.EnterRoom)):
        return stepped
    room = ring.room + "'"
    there = tuple(replace(a, room=room) if a.room else a for a in stepped.ring.attempts)
    fresh = replace(stepped.ring, room=room, attempts=there)
    return Stepped(fresh, replace(stepped.reply, room=room), stepped.errands)


def deaf_to_beats(ring: Ring, event: Any, now: float) -> Stepped:
    """Nothing is done for those who beat from a room that is over."""
    stepped = step(ring, event, now)
    return stepped._replace(errands=()) if isinstance(event, e.Beat) else stepped


def new_room_after_a_star_and_deaf_to_beats(ring: Ring, event: Any, now: float) -> Stepped:
    return (deaf_to_beats if isinstance(event, e.Beat) else new_room_after_a_star)(ring, event, now)


def rooms_are_left_open(ring: Ring, event: Any, now: float) -> Stepped:
    """A room that nobody has any more is left to itself."""
    stepped = step(ring, event, now)
    kept = tuple(errand for errand in stepped.errands if not isinstance(errand[1], EndRoom))
    return stepped._replace(errands=kept)


def beats_are_not_asked_for(ring: Ring, event: Any, now: float) -> Stepped:
    """The contact is sent to the room though nobody was heard of from there."""
    if isinstance(event, e.TurnCame):
        ring = replace(ring, peer_alone=Alone(now, now))
    return step(ring, event, now)


def stale_beats_count(ring: Ring, event: Any, now: float) -> Stepped:
    """A star does not make the beats before it worthless."""
    stepped = step(ring, event, now)
    if isinstance(event, e.PeerLeft | e.PeerChose) and stepped.ring.owner == ring.owner:
        return stepped._replace(ring=replace(stepped.ring, peer_alone=Alone(now, now)))
    return stepped


def waiting_has_no_end(ring: Ring, event: Any, now: float) -> Stepped:
    return step(ring, event, min(now, NOW))


def who_is_elsewhere_is_rung_for(ring: Ring, event: Any, now: float) -> Stepped:
    """A call that is there is taken for a contact who waits."""
    return step(replace(ring, heard=now), event, now)


def the_room_is_forgotten(ring: Ring, event: Any, now: float) -> Stepped:
    """Where the contact was sent to is not written down."""
    stepped = step(ring, event, now)
    return stepped._replace(ring=replace(stepped.ring, contact_in=""))


def a_second_is_left_behind(ring: Ring, event: Any, now: float) -> Stepped:
    """Who was asked in is no heir: others are rung, whoever is in the room."""
    if isinstance(event, e.PeerChose) and event.key == "2" and event.attempt == ring.owner:
        ring = replace(ring, attempts=tuple(a for a in ring.attempts if a.id == ring.owner))
    return step(ring, event, now)


MISSED = {
    "no comparing of versions": RingWorld(split=True),
    "a cancelled leg may win": RingWorld(step=void_may_win, attempts=3),
    "callbacks without an attempt's name": RingWorld(
        step=any_leg_ends_the_talk, at_once=1, attempts=3, faults=1
    ),
    "rooms are left open": alone(step=rooms_are_left_open),
    "beats end no room, which is looked for once only": alone(step=deaf_to_beats, once=True),
    "where the contact is, is forgotten, and a room looked for once only": alone(
        step=the_room_is_forgotten, once=True
    ),
    "no watch, and one lost callback": alone(watched=False, faults=1),
    "a call that is there is a contact who waits, and one lost choice": alone(
        step=who_is_elsewhere_is_rung_for, faults=1
    ),
    "the contact is moved by REST": RingWorld(nudged="blind"),
    "the contact is moved by REST, checked": RingWorld(nudged="checked"),
    "a new room after each star, and beats end none": alone(
        step=new_room_after_a_star_and_deaf_to_beats
    ),
    "a room is looked for once only": RingWorld(at_once=1, bring_in=True, once=True),
    "who was asked in is left behind at a hand-over": RingWorld(
        step=a_second_is_left_behind, at_once=1, bring_in=True, stars=2
    ),
    "waiting has no end": RingWorld(step=waiting_has_no_end, worker=False),
}


@pytest.mark.parametrize("world", MISSED.values(), ids=MISSED.keys())
def test_a_rule_taken_out_is_missed(world: RingWorld) -> None:
    found = walked(world)

    print(found)
    assert found.fault


NOT_MISSED = {
    # The watch asks the carrier, which knows that the leg is gone: it costs 8 s. Without a watch
    # it costs the 20 s that somebody who took it is waited for, and then the waiting ends.
    "a dead leg may win": alone(step=dead_may_win),
    "a dead leg may win, and no watch": alone(step=dead_may_win, watched=False),
    "a dead leg may leave": alone(step=dead_may_leave),
    "a dead leg may leave, and no watch": alone(step=dead_may_leave, watched=False),
    # Who beats alone from a room that is not the ring's is let out of it.
    "a new room after each star": alone(step=new_room_after_a_star),
    # The contact is alone with a soft tone until the watch: 6 s and more.
    "beats are not asked for": alone(step=beats_are_not_asked_for),
    "stale beats count": alone(step=stale_beats_count),
    # A room ends whenever its owner is lost, wherever the contact is thought to be. Only who
    # enters a room just after its end is found by it, if looking for the room again is not enough.
    "where the contact is, is forgotten": alone(step=the_room_is_forgotten),
    # Who is alone in a room that is over says so by beats.
    "a room is looked for once only": alone(once=True),
}


@pytest.mark.parametrize("world", NOT_MISSED.values(), ids=NOT_MISSED.keys())
def test_a_rule_that_only_saves_time(world: RingWorld) -> None:
    found = walked(world)

    assert not found.fault, str(found)


# The worker is dead: the carrier's documents alone have to let the contact in and out.

TALK = (
    "'worker asks for', 'r-0'",
    "LegPlaced",
    "'r-0', 'presses 1'",
    "PeerPressed",
    "r-0', 'enters",
    "beats",
    "TurnCame",
    "contact enters",
)


def test_from_press_1_to_two_voices_nobody_needs_a_worker() -> None:
    line = RingWorld(peers=1, attempts=1)
    pressed = line.after(*TALK[:3])
    line.worker = False

    for words in TALK[3:]:
        pressed = next(w for _, what, w in line.edges(pressed) if words in str(what))
    assert line.good(pressed)


@pytest.mark.parametrize("anchored", [True, False])
def test_a_worker_that_dies_leaves_no_contact_alone_who_was_in_a_talk(anchored: bool) -> None:
    """Nor anywhere else: but for one who is sent to a peer who then drops, before they are there.
    They hear the soft tone, and that star leads back."""
    line = RingWorld(peers=1, attempts=1, stars=2, dies=True, anchored=anchored)

    found = explore(line.start(), line.edges, line.contact_is_well_or_came_too_late)

    assert bool(found.fault) is not anchored, str(found)


def test_a_second_who_has_it_now_anchors_the_room() -> None:
    """Else their dead phone would leave the contact alone, until the watch looks."""
    line = RingWorld(at_once=1, bring_in=True, stars=1)
    handed = line.after(
        *("'worker asks for', 'r-0'", "LegPlaced", "presses 1", "PeerPressed", "enters"),
        *(
            "beats",
            "TurnCame",
            "contact enters",
            "'r-0', 'presses star'",
            "PeerLeft",
            "'chooses', '1'",
        ),
        *("PeerChose", "'r-0', 'enters'", "'worker asks for', 'r-1'", "LegPlaced", "presses 1"),
        *("PeerPressed", "'r-1', 'enters'", "'r-0', 'hangs up'", "LegFinal", "PeerLeft"),
        *("'r-1', 'enters'",),
    )

    assert [(leg[0], leg[3]) for leg in handed[2]] == [("r-1", True)]


# One who learns, and listens.


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_whoever_listens_leaves_nobody_stuck_and_breaks_no_talk() -> None:
    found = walked(RingWorld(peers=1, stars=1, attempts=2, at_once=1, learner=True))

    print(found)
    assert not found.fault, str(found)


# One whose phone is hushed, and who may want to be rung at any moment.


def test_whoever_wants_to_be_rung_wins_by_a_1_only() -> None:
    found = walked(RingWorld(peers=2, stars=1, at_once=1, hushed=1))

    assert not found.fault, str(found)
