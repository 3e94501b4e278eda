"""One of us leaves their threads: at once, shut out or off the roster; or they go off duty."""

from __future__ import annotations

from hotline.desk import checkins
from hotline.desk.blocking import willing
from hotline.desk.threads import happened, mark_of, on_for_texts, shift_ends
from hotline.desk.tools import Desk
from hotline.domain.checkin.events import OwnerGone
from hotline.domain.people import CHANNELS, Person
from hotline.domain.thread.events import PeerGoesOff, PeerGone
from hotline.domain.thread.record import Thread


def leave(desk: Desk, person: str) -> None:
    """Others are asked for what was theirs; and whether anybody is there for check-ins is looked at
    anew. Raises StoreAway."""
    for thread, _ in desk.threads.live(desk.now()):
        if concerns(thread, person):
            happened(desk, thread.id, lambda thread: gone(desk, thread, person))
    leave_check_ins(desk, person)


def leave_check_ins(desk: Desk, person: str) -> None:
    """Others are rung for those of theirs, if they can be reached in no way any more. Raises
    StoreAway."""
    one = desk.people.read().with_id(person)
    if one is None or not any(one.agreed(channel) for channel in CHANNELS):
        _hand_over_check_ins(desk, person)
    checkins.look_at_cover(desk)


def hand_over(desk: Desk, person: str) -> bool:
    """They go off now, on the phone: each contact is asked whether they go on with somebody else,
    and others are rung for the check-ins of theirs; whether they are for any. Raises StoreAway."""
    for thread, _ in desk.threads.live(desk.now()):
        if thread.owner == person:
            happened(desk, thread.id, lambda thread: goes_off(desk, thread, person, desk.now()))
    return _hand_over_check_ins(desk, person)


def _hand_over_check_ins(desk: Desk, person: str) -> bool:
    mine = [check_in.id for check_in in checkins.running(desk) if check_in.owner == person]
    moves = [checkins.happened(desk, id, OwnerGone(person), answered=person) for id in mine]
    return any(move.after.state == "alarm" for move in moves if move)


def goes_off(desk: Desk, thread: Thread, person: str, at: float) -> PeerGoesOff:
    """They go off then (seconds UTC)."""
    on = on_for_texts(desk, thread.rotation, thread.line, thread.phone, at)
    return PeerGoesOff(person, any(one.id != person for one in on), at)


def concerns(thread: Thread, person: str) -> bool:
    """Whether they have it, or are asked to."""
    return person in thread.peers or person in thread.asked


def gone(desk: Desk, thread: Thread, person: str, heir: Person | None = None) -> PeerGone:
    """They are out of it; `heir` has it next, where the contact may reach them."""
    now, contact = desk.now(), thread.phone
    on = on_for_texts(desk, thread.rotation, thread.line, contact, now)
    others = tuple(one.id for one in on if one.id != person)
    if heir is None or contact in heir.numbers:
        return PeerGone(person, others)
    if not willing(desk, mark_of(desk, thread.line, contact), [heir]):
        return PeerGone(person, others)
    return PeerGone(person, others, heir.id, shift_ends(desk, thread, heir.id, now))


def without_texts(desk: Desk, thread: Thread) -> str:
    """Who is in it and gets no texts (any more); their id, or empty. Who left while they took it
    is found by this."""
    roster = desk.people.read()
    people = ((id, roster.with_id(id)) for id in thread.peers)
    return next((id for id, one in people if one is None or not one.agreed("texts")), "")
