"""The moves of one of us, in an alarm."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.checkin import events
from hotline.domain.checkin.moves import Moved, alarm, closed, to_all
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.times import round_at
from hotline.domain.checkin.told import ToPeer


def taken(check_in: CheckIn, event: events.Taken, now: float) -> Moved:
    """The first has it; asked again, they hear the same."""
    person = event.person
    if check_in.state == "owned":
        mine = person == check_in.owner
        return check_in, [ToPeer(person, "yours" if mine else "taken")]
    if check_in.state != "alarm":
        return check_in, [ToPeer(person, "over")]
    alarmed = tuple(dict.fromkeys((*check_in.alarmed, person)))  # who took it by its handle as well
    owned = replace(check_in, state="owned", owner=person, alarmed=alarmed)
    owned = replace(owned, active_at=now, nudges=0, answered_at=0.0)
    return owned, [ToPeer(person, "yours"), *to_all(check_in, "taken", {person})]


def missed(check_in: CheckIn, event: events.AlarmFailed, now: float) -> Moved:
    """Whoever else was told may still take it. Where there is nobody else, those who come next are
    told now; once for each to whom it did not come, however often that is tried again."""
    if check_in.state != "alarm" or event.person in check_in.missed:
        return check_in, []
    check_in = replace(check_in, missed=(*check_in.missed, event.person))
    if not set(check_in.alarmed) <= set(check_in.missed):
        return check_in, []
    return replace(check_in, alarm_at=now - round_at(check_in.alarms)), []


def acted(check_in: CheckIn, event: events.OwnerActed, now: float) -> Moved:
    if event.person != check_in.owner:
        return check_in, [ToPeer(event.person, "not_yours")]
    return replace(check_in, active_at=now + event.busy, nudges=0), []


def gone(check_in: CheckIn, event: events.OwnerGone, now: float) -> Moved:
    """Others are rung at once, and where only this one is on, those who come next; or it is over,
    where the contact has answered."""
    if event.person != check_in.owner:
        return check_in, []
    if check_in.answered_at:
        return closed(check_in, "over", "answered")
    return replace(alarm(check_in, now), missed=(event.person,)), []


def closed_by(check_in: CheckIn, event: events.ClosedBy, now: float) -> Moved:
    may = event.person == check_in.owner or event.coordinator
    if check_in.state not in {"alarm", "owned"} or not may:
        return check_in, [ToPeer(event.person, "not_yours")]
    has_it = {check_in.owner} if check_in.owner else set(check_in.alarmed)
    told = to_all(check_in, "over", {event.person, *check_in.concerned} - (has_it - {event.person}))
    over, said = closed(check_in, how=event.how)
    return over, [ToPeer(event.person, "closed"), *told, *said]
