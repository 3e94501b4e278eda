"""Somebody is at the door: everything about contacts goes at once, while the line runs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hotline.desk import checkins
from hotline.desk.alerting import GOOD_FOR, say
from hotline.desk.checkin_words import farewell
from hotline.desk.doors import seats_of
from hotline.desk.tools import Desk
from hotline.domain.checkin.record import CheckIn
from hotline.domain.errands import (
    FIRST_ERASURE,
    GIVE_UP_ERASING,
    Due,
    EndLeg,
    EndRoom,
    EraseCall,
    EraseText,
    Remind,
    Sweep,
    Upkeep,
    copy_of,
)
from hotline.domain.people import Person
from hotline.domain.ring.later import ENDING
from hotline.domain.seat import SEAT_LIFE, UNSURE, Seat
from hotline.errors import CarrierError, CarrierRefused

TELL = 600  # seconds for which that text may still be delivered
_AGAIN = (1.0, 2.0, 4.0)  # seconds before each further try of it
_WAITS = 10.0  # seconds for which erasing waits until all are told
_Became = Literal["told", "put off", "never"]
_DELETES = EraseText | EraseCall
# The ids by which the carrier finds texts, calls and rooms, and no more.
_KNOWS_NOBODY = _DELETES | EndLeg | EndRoom | Sweep | Remind | Upkeep


@dataclass(frozen=True, slots=True)
class Panicked:
    """How many of each kind are gone; how many deletions at the carrier are under way; how many of
    those who have a check-in were told that nobody will check on them, and were not."""

    gone: Mapping[str, int]
    copies: int
    ended: int
    told: int = 0
    untold: int = 0


def panic(
    desk: Desk, pause: Callable[[float], None], *, hang_up: bool, everything: bool = False
) -> Panicked:
    """Close the line, and erase what is about contacts; twice is harmless. Raises StoreAway.

    Before that each who has a check-in is told by text that nobody will check on them, as far as
    texts may go to them. For whom the carrier did not take that, it is tried again afterwards:
    nothing stays for its sake. `pause` waits for so many seconds.

    What the carrier still has is deleted by workers, from now on: that much of it is kept, but for
    where `everything` goes.
    """
    running = checkins.running(desk)
    concerned = {peer for thread, _ in desk.threads.live(desk.now()) for peer in thread.peers}
    concerned |= {peer for check_in in running for peer in check_in.concerned}
    went = list(_told_first(desk, running))
    done = _without_contacts(desk, hang_up=hang_up)
    if everything:
        done = replace(done, gone={**done.gone, **desk.clearing.everything()}, copies=0)
        desk.switch.write("closed")
    else:
        for person in desk.people.read().people:
            if person.id in concerned:
                _tell(desk, person)
    told = sum(became == "told" for _, became in went)
    again = [check_in for check_in, became in went if became == "put off"]
    told += _told_later(desk, again, pause, copies=not everything)
    return replace(done, told=told, untold=len(went) - told)


def _tell(desk: Desk, person: Person) -> None:
    """Whoever wrote with somebody, or knows of an alarm, reads that it is over: else their next
    text would be taken for a contact's, and they would wait for an answer."""
    now = desk.now()
    for name in seats_of(desk, person.id):
        seat = Seat(name, unsure_until=now + UNSURE, until=now + SEAT_LIFE)
        desk.seats.write(seat, desk.seats.read(name, now)[1], now)
    say(desk, person, "to_peer.erased", now + GOOD_FOR)


def _told_first(desk: Desk, running: Sequence[CheckIn]) -> Iterator[tuple[CheckIn, _Became]]:
    """For a few seconds: where the carrier is slow, erasing does not wait for it."""
    until = desk.now() + _WAITS
    for check_in in running:
        yield check_in, _told(desk, check_in) if desk.now() < until else "put off"


def _told_later(
    desk: Desk, left: Sequence[CheckIn], pause: Callable[[float], None], *, copies: bool
) -> int:
    """How many of these it could still be said to; where not even `copies` are left to be deleted
    later, none is noted."""
    told = 0
    for wait in _AGAIN:
        if not left:
            break
        pause(wait)
        went = [(check_in, _told(desk, check_in, noted=copies)) for check_in in left]
        told += sum(became == "told" for _, became in went)
        left = [check_in for check_in, became in went if became == "put off"]
    return told


def _told(desk: Desk, check_in: CheckIn, *, noted: bool = True) -> _Became:
    """One that the carrier may have taken, or not, is put off, too: to hear it twice harms nobody.
    `noted`: the carrier's copy is deleted later."""
    if not check_in.texted:
        return "never"
    try:
        sid = desk.carrier().send_text(
            line=check_in.line, to=check_in.phone, body=farewell(desk, check_in),
            receipt=desk.token(), valid=TELL, whatsapp=check_in.whatsapp,
        )  # fmt: skip
    except CarrierRefused:
        return "never"
    except CarrierError:
        return "put off"
    if noted:
        copy = EraseText(sid, desk.now() + GIVE_UP_ERASING)
        desk.errands.add(Due(desk.now() + FIRST_ERASURE, copy_of(desk.token())), copy)
    return "told"


def _without_contacts(desk: Desk, *, hang_up: bool) -> Panicked:
    desk.switch.write("closed")
    ended = _hung_up(desk) if hang_up else 0
    kept, copies = set[str](), 0
    for id in desk.clearing.ids("errand"):
        errand = desk.errands.read(id)
        if isinstance(errand, _KNOWS_NOBODY):
            kept.add(id)
        if isinstance(errand, _DELETES):
            desk.errands.put_off(Due(desk.now(), id), errand)
            copies += 1
    return Panicked(desk.clearing.contacts(kept, desk.now()), copies, ended)


def _hung_up(desk: Desk) -> int:
    """End every call that a ring knows, at once; how many. What the carrier does not do now is a
    worker's errand."""
    return sum(_ended(desk, sid) for sid in _calls(desk))


def _ended(desk: Desk, sid: str) -> bool:
    try:
        desk.carrier().end_call(sid)
    except CarrierError:
        desk.errands.add(Due(desk.now(), desk.token()), EndLeg(sid, desk.now() + ENDING))
        return False
    return True


def _calls(desk: Desk) -> Iterator[str]:
    for id in desk.clearing.ids("ring"):
        found = desk.rings.read(id, desk.now())
        if found and found[0].state != "ended":
            ring = found[0]
            yield from filter(None, (ring.call, *(attempt.sid for attempt in ring.attempts)))
