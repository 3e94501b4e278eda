"""One of us calls the line: star at the door, a PIN, and a short menu that says what the texts do.

A caller's number proves nothing: it can be forged. Only a PIN does. Nobody is put through here: who
takes a call hangs up, and their own phone rings, whatever phone this is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hotline.desk import duty, roster
from hotline.desk.alerting import tell_coordinators
from hotline.desk.commands.shutting import shut_out
from hotline.desk.leaving import hand_over
from hotline.desk.offering import call_waits, take_call_after
from hotline.desk.pins import PIN_WAIT, whose
from hotline.desk.telling import writer
from hotline.desk.tools import Desk
from hotline.desk.waiting import Replies, listened
from hotline.domain.events import CallTurned, PinTyped
from hotline.domain.people import Person
from hotline.domain.replies import HangUp, Listen
from hotline.errors import StoreAway
from hotline.flow.aloud import spoken
from hotline.flow.calling import door
from hotline.flow.oncall import CallTurn, OnCall
from hotline.flow.stage import Stage

KEY = "*"
PLACES = frozenset({"pin", "peer"})
TRIES = 3  # PINs in one call
MENU_WAIT = 6
BREAK = 30  # minutes

Did = tuple[str, Mapping[str, str]]  # a phrase, and what fills it
_SURE = frozenset(
    {"peer.menu.last", "peer.menu.last.check", "peer.menu.shut.ask"}
)  # they ask for the same key again
_BYE = frozenset({"peer.menu.ringing", "peer.menu.shut", "peer.menu.shut.untold"})


def turned(desk: Desk, event: CallTurned, stage: Stage, on: OnCall) -> Replies:
    """A key, or silence, of one of us; empty where they want to be a caller as any."""
    if on.at != "peer":
        return _ask(desk, event, stage, on, "peer.pin") if event.key == KEY else ()
    try:
        person = desk.people.read().with_id(on.peer)
        if person is None or event.key == "0":
            return ()
        return _chose(desk, event, stage, on, person)
    except StoreAway:
        return (*spoken(on, stage.phrase("peer.consent.lost", on.session.language)), HangUp())


def typed(desk: Desk, event: PinTyped, stage: Stage, on: OnCall) -> Replies:
    """Whose PIN it is; empty where none was typed. A wrong one may be typed again, twice."""
    if not event.pin:
        return ()
    try:
        person = whose(desk, event.call.caller, event.pin)
        if person:
            session = on.session._replace(language=_language(stage, person))
            inside = replace(on, at="peer", peer=person.id, session=session, missed=0)
            if event.call.caller in person.numbers:
                duty.open_shift(desk, person, stage.world.now)
            return _menu(desk, event, stage, inside, person)
    except StoreAway:
        return listened(desk, event.call, door(stage))
    missed = replace(on, missed=on.missed + 1)
    if missed.missed < TRIES:
        return _ask(desk, event, stage, missed, "peer.pin.wrong")
    turn = door(stage)
    said = spoken(on, stage.phrase("peer.pin.over", on.session.language))
    return listened(desk, event.call, replace(turn, heard=(*said, *turn.heard)))


def as_a_contact(on: OnCall) -> OnCall:
    """The same call, at the door, and nobody of us."""
    return replace(on, at="door", peer="", sure="", missed=0)


def _ask(desk: Desk, event: CallTurned | PinTyped, stage: Stage, on: OnCall, name: str) -> Replies:
    token = desk.calls.seal(replace(on, at="pin", turn=on.turn + 1), event.call.id)
    words = spoken(on, stage.phrase(name, on.session.language))
    return (Listen(words, PIN_WAIT, f"call/pin/{token}", pound=True),)


def _chose(desk: Desk, event: CallTurned, stage: Stage, on: OnCall, person: Person) -> Replies:
    """What a key did is said, and the menu only to who is silent or presses none of its keys."""
    keys = _KEYS_SHUT if person.shut else _KEYS
    if event.key not in keys:
        if on.missed >= TRIES - 1:
            said = spoken(on, stage.phrase("call.goodbye", on.session.language))
            return *said, HangUp()
        again = replace(on, missed=on.missed + 1, sure="")
        return _menu(desk, event, stage, again, person)
    name, fillers = keys[event.key](desk, stage, person, on.sure == event.key)
    said = spoken(on, stage.phrase(name, on.session.language, **fillers))
    if name in _BYE:
        return *said, HangUp()
    there = replace(on, missed=0, sure=event.key if name in _SURE else "")
    return listened(desk, event.call, CallTurn(there, said, MENU_WAIT))


def _menu(
    desk: Desk, event: CallTurned | PinTyped, stage: Stage, on: OnCall, person: Person
) -> Replies:
    now = stage.world.now
    names: tuple[str, ...] = (
        ("peer.menu.out",)
        if person.shut
        else (
            *(("peer.menu.waits",) if call_waits(desk, person, now) else ()),
            "peer.menu.off" if person.id in _on(desk, now) else "peer.menu.on",
            "peer.menu",
        )
    )
    said = spoken(on, *(stage.phrase(name, on.session.language) for name in names))
    return listened(desk, event.call, CallTurn(on, said, MENU_WAIT))


def _take(desk: Desk, stage: Stage, person: Person, sure: bool) -> Did:
    took = take_call_after(desk, person, stage.world.now)
    return "peer.menu.ringing" if took else "peer.menu.nothing", {}


def _on_or_off(desk: Desk, stage: Stage, person: Person, sure: bool) -> Did:
    now = stage.world.now
    if duty.learns(desk, person):
        return "peer.menu.learns", {}
    if person.id not in _on(desk, now):
        until = duty.on(desk, person, now)
        duty.open_shift(desk, person, now)
        return "peer.menu.is_on", {"time": writer(desk, person, desk.rota.read()).clock(until)}
    if not sure and (bare := _bare(desk, person, now)):
        return bare
    left = duty.off(desk, person, now, sure=sure)
    if left and not left.done:
        return "peer.menu.last", {}
    had_alarms = hand_over(desk, person.id)
    return "peer.menu.is_off.alarm" if had_alarms else "peer.menu.is_off", {}


def _pause(desk: Desk, stage: Stage, person: Person, sure: bool) -> Did:
    if not sure and (bare := _bare(desk, person, stage.world.now)):
        return bare
    left = duty.pause(desk, person, BREAK, stage.world.now, sure=sure)
    if not left.done:
        return "peer.menu.last", {}
    return "peer.menu.break", {"time": writer(desk, person, desk.rota.read()).clock(left.until)}


def _bare(desk: Desk, person: Person, now: float) -> Did | None:
    """Nobody else would come for somebody who does not answer: asked back."""
    bare = duty.would_leave_bare(desk, person, now)
    if bare is None:
        return None
    return "peer.menu.last.check", {
        "count": str(bare.count),
        "time": writer(desk, person, desk.rota.read()).clock(bare.until),
    }


def _who(desk: Desk, stage: Stage, person: Person, sure: bool) -> Did:
    names = sorted(_on(desk, stage.world.now).values())
    return ("peer.menu.who", {"names": ", ".join(names)}) if names else ("peer.menu.nobody", {})


def _next(desk: Desk, stage: Stage, person: Person, sure: bool) -> Did:
    spells = duty.next_shifts(desk, person, stage.world.now)
    if not spells:
        return "peer.menu.none", {}
    to = writer(desk, person, desk.rota.read())
    said = ". ".join(to.aloud(spell) for spell in spells)
    return "peer.menu.next", {"shifts": said}


def _shut(desk: Desk, stage: Stage, person: Person, sure: bool) -> Did:
    if not sure:
        return "peer.menu.shut.ask", {}
    told = shut_out(desk, person, stage.world.now)
    return "peer.menu.shut" if told else "peer.menu.shut.untold", {}


def _open(desk: Desk, stage: Stage, person: Person, sure: bool) -> Did:
    roster.unshut(desk, person.id)
    tell_coordinators(desk, "to_coordinator.opened", stage.world.now, but=person.id)
    return "peer.menu.opened", {}


_KEYS: Mapping[str, Callable[[Desk, Stage, Person, bool], Did]] = {
    "1": _take,
    "2": _on_or_off,
    "3": _pause,
    "4": _who,
    "5": _next,
    "9": _shut,
}


# A phone that is shut out does nothing but this, and no menu says who is on.
_KEYS_SHUT = {"9": _open}


def _on(desk: Desk, now: float) -> Mapping[str, str]:
    """Who is on, for calls or texts: their names by their ids."""
    return {person.id: person.name for person in duty.people_on(desk, now)}


def _language(stage: Stage, person: Person) -> str:
    first = person.languages[0] if person.languages else ""
    return first if first in stage.book.languages else stage.languages[0]
