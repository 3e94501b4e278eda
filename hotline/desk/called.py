"""One of us picks up a call of ours, is told or asked one thing, and presses a key, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hotline.desk import duty
from hotline.desk.peer_calls import Happened, errand_of, happened
from hotline.desk.pins import PIN_WAIT, opens
from hotline.desk.roster import consent_given, consent_withdrawn
from hotline.desk.taking_shifts import take_gap
from hotline.desk.telling import writer
from hotline.desk.tools import Desk
from hotline.domain.events import PeerCallTurned
from hotline.domain.peer_call import TELLS, Ended, Event, Kind, PeerCall, PickedUp, Pressed, Reply
from hotline.domain.people import Person
from hotline.domain.replies import CallReply, HangUp, Listen, Say
from hotline.errors import StoreAway, Unfit
from hotline.flow.filling import filled

KEY_WAIT = 4  # seconds to press a key


def picked_up(desk: Desk, turned: PeerCallTurned) -> tuple[CallReply, ...]:
    """Somebody, or a machine, answered."""
    return _answered(desk, turned, PickedUp(turned.id), 1)


def pressed(desk: Desk, turned: PeerCallTurned, n: int) -> tuple[CallReply, ...]:
    """A key, a PIN, or nothing, after the `n`th time they were asked."""
    try:
        key = _pressed(desk, turned)
    except StoreAway:
        return _lost(desk, turned.key or turned.pin)
    return _answered(desk, turned, Pressed(turned.id, key, n), n + 1)


def _pressed(desk: Desk, turned: PeerCallTurned) -> str:
    """The key; where a PIN is asked for, what says yes if it fits, and else nothing."""
    found = desk.peer_calls.read(turned.call, desk.now())
    if found is None or found[0].kind != "shift":
        return turned.key
    person = desk.people.read().with_id(found[0].person)
    return "1" if person and turned.pin and opens(desk, person, turned.pin) else ""


def reported(desk: Desk, turned: PeerCallTurned) -> None:
    """The carrier tells how far it came. Raises StoreAway."""
    if turned.ended:
        desk.dials.over(errand_of(turned.call))
        happened(desk, turned.call, Ended(turned.id, turned.ended))


def _answered(desk: Desk, turned: PeerCallTurned, event: Event, n: int) -> tuple[CallReply, ...]:
    try:
        found = happened(desk, turned.call, event)
        if found is None or found.reply in {None, "goodbye"}:
            return (HangUp(),)
        return _said(desk, found, n, _written_down(desk, found))
    except Unfit:  # they were taken off the roster meanwhile
        return (HangUp(),)
    except StoreAway:
        return _lost(desk, event.key if isinstance(event, Pressed) else "")


def _written_down(desk: Desk, found: Happened) -> str:
    """What they said, before it is confirmed; said twice, it is written twice, and is one. The word
    for what became of it, where that is another one than theirs."""
    does = _DOES.get((found.after.kind, found.reply))
    person = desk.people.read().with_id(found.after.person) if does else None
    return (does(desk, person, found.after) or "") if does and person else ""


def _said(desk: Desk, found: Happened, n: int, became: str) -> tuple[CallReply, ...]:
    language = _language(desk, found.after.person)
    if found.after.kind in TELLS:
        told = _filled(desk, f"peer.{found.after.kind}", language, found.after)
        return Say(told, language), HangUp()
    name = f"peer.{found.after.kind}.{(became or found.reply or '').replace(' ', '.')}"
    words = Say(_filled(desk, name, language, found.after), language)
    if found.reply not in {"ask", "ask again"}:
        return words, HangUp()
    pin = found.after.kind == "shift"
    wait, then = PIN_WAIT if pin else KEY_WAIT, f"peer/key/{found.after.id}/{n}"
    return (Listen((words,), wait, then, pound=pin),)


def _filled(desk: Desk, name: str, language: str, call: PeerCall) -> str:
    """The sentence, with the time of the rota in it; one that has no shorter form is said again."""
    phrases = desk.edition().book.phrases
    known = name if name in phrases else name.removesuffix(".again")
    person = desk.people.read().with_id(call.person)
    when = ""
    if call.about and person:
        when = writer(desk, person, desk.rota.read()).aloud(call.about.spell)
    return filled(phrases[known].in_language(language), language, {"when": when})


def _open(desk: Desk, person: Person, call: PeerCall) -> None:
    duty.open_shift(desk, person, desk.now())


def _off(desk: Desk, person: Person, call: PeerCall) -> None:
    duty.off(desk, person, desk.now())


def _take(desk: Desk, person: Person, call: PeerCall) -> str:
    taken = take_gap(desk, person, call.about).name if call.about else ""
    return "" if taken == "cover.yours" else "taken"


def _agrees(desk: Desk, person: Person, call: PeerCall) -> None:
    consent_given(desk, person.id, "calls", desk.now())


def _declines(desk: Desk, person: Person, call: PeerCall) -> None:
    consent_withdrawn(desk, person.id, "calls", desk.now())


# What an answer does, by the kind of call.
_DOES: Mapping[tuple[Kind, Reply | None], Callable[[Desk, Person, PeerCall], str | None]] = {
    ("consent", "yes"): _agrees,
    ("consent", "no"): _declines,
    ("shift", "yes"): _open,
    ("remind", "no"): _off,
    ("gap", "yes"): _take,
}


def _language(desk: Desk, id: str) -> str:
    person = desk.people.read().with_id(id)
    return person.languages[0] if person else desk.edition().book.languages[0]


def _lost(desk: Desk, key: str) -> tuple[CallReply, ...]:
    """Who pressed a key must not believe that it counts."""
    if not key:
        return (HangUp(),)
    said = desk.edition().book.phrases["peer.consent.lost"].said
    return *(Say(words, language) for language, words in said.items()), HangUp()
