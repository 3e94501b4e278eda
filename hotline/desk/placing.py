"""A worker places the call that is next in the pacer's order, of whatever kind it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from hotline.desk import calling_back, checkin_errands, legs, peer_calls, texts_off
from hotline.desk.dialling import AT_ONE_REQUEST, LASTS, PUT_OFF
from hotline.desk.tools import Desk
from hotline.domain.errands import (
    AlarmByCall,
    AskByCall,
    CallContact,
    CallPeer,
    Due,
    Errand,
    RingLeg,
    TellByCall,
)
from hotline.domain.pacing import Dial

# What became of a call that left its turn to another one.
_NOT_PLACED = ("nothing", "engaged", "taken")

Placeable = RingLeg | CallPeer | CallContact | AskByCall | TellByCall | AlarmByCall


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of call.

    `dial` says how urgent it is, None when it is not wanted any more. `place` reads its record
    anew, writes down that the carrier is asked, asks, and says in a word what became of it.
    """

    dial: Callable[[Desk, str, Any], Dial | None]
    place: Callable[[Desk, Any], str]


_KINDS: Mapping[type, Kind] = {
    RingLeg: Kind(legs.leg_dial, legs.place_leg),
    CallPeer: Kind(peer_calls.call_dial, peer_calls.place_call),
    CallContact: Kind(calling_back.contact_dial, calling_back.place_contact),
    AskByCall: Kind(checkin_errands.ask_dial, checkin_errands.place_ask),
    TellByCall: Kind(texts_off.tell_dial, texts_off.place_tell),
    AlarmByCall: Kind(checkin_errands.alarm_dial, checkin_errands.place_alarm),
}


def place_next(desk: Desk, id: str, errand: Placeable) -> str:
    """Place the call that is next, which may be another one: then this one waits for its turn."""
    dial = _KINDS[type(errand)].dial(desk, id, errand)
    if dial is None:
        _no_more(desk, id)
        return "nothing"
    desk.dials.ask(dial)
    while (taken := desk.dials.take(desk.now(), LASTS)) is not None:
        became = _place(desk, id, errand) if taken == id else _place_another(desk, taken)
        if taken == id:
            return became
        if became not in _NOT_PLACED:
            break
    desk.errands.put_off(Due(desk.now() + desk.dials.wait(id, desk.now()), id), errand)
    return "waits"


def _place_another(desk: Desk, id: str) -> str:
    """Whose turn it is: its own worker, who may come while the carrier is slow, finds it taken. One
    who is at it comes back to it by itself."""
    errand = desk.errands.take(id, desk.now(), AT_ONE_REQUEST)
    if errand == "taken":
        desk.dials.spare(id)
        return errand
    return _place(desk, id, errand)


def _place(desk: Desk, id: str, errand: Errand | Literal["nothing"]) -> str:
    became = "nothing"
    if isinstance(errand, Placeable):
        became = _KINDS[type(errand)].place(desk, errand)
        if became in {"put off", "engaged"}:
            (desk.dials.over if became == "put off" else desk.dials.spare)(id)
            again, due = replace(errand, tries=errand.tries + 1), Due(desk.now() + PUT_OFF, id)
            # Anew: whoever looked at a leg meanwhile saw that it was asked for, and put that away.
            (desk.errands.renew if isinstance(again, RingLeg) else desk.errands.put_off)(due, again)
            return became
    if became == "nothing":
        _no_more(desk, id)
        desk.dials.spare(id)
    desk.errands.done(id)
    return became


def _no_more(desk: Desk, id: str) -> None:
    desk.dials.drop(id)
    desk.errands.done(id)
