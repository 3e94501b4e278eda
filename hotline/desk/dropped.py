"""The call of somebody with whom one of us stays has dropped, and they allowed to be rung back.

Whoever was with them says whether: a hang-up looks like a drop. Then they wait in a room, as for
any callback, and the line rings the contact: with a 1 all is as it was before, also who is second.
Their number is told by the carrier as the call ends; it is kept for ten minutes, or until that is
over.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.desk import staying
from hotline.desk.callbacks import stepped
from hotline.desk.ringing import happened
from hotline.desk.rooms import meet
from hotline.desk.staging import on_the_phone
from hotline.desk.tools import Desk
from hotline.domain.callback import Callback, CalledOff
from hotline.domain.contact import Contact
from hotline.domain.events import LegTurned
from hotline.domain.phone import Phone
from hotline.domain.replies import CallReply, HangUp, Listen, Say
from hotline.domain.ring.again import begun_again, name_after
from hotline.domain.ring.events import LegFinal, SecondCame
from hotline.domain.ring.record import Attempt, Ring, ring_of
from hotline.errors import StoreAway

KEPT = 600.0  # seconds
KEY_WAIT = 6
ASKED = 3  # times the question is said to somebody who is silent

Replies = tuple[CallReply, ...]


def keep(desk: Desk, contact: Contact, ring: Ring) -> None:
    """Should their peer want to ring them. FORGET erases it, as any callback. Raises StoreAway."""
    now = desk.now()
    if desk.callbacks.read(_name(ring.id), now) is None:
        kept = _kept(ring, _name(ring.id), contact.phone, now)
        desk.callbacks.add(replace(kept, state="taken"), now)


def asked(desk: Desk, ring: Ring, attempt: str, language: str, n: int) -> Replies:
    """1 rings them, 3 ends it; said the `n`th time."""
    name = "peer.dropped.not" if ring.absent else "peer.dropped"
    words = Say(on_the_phone(desk, ring.line).phrase(name, language), language)
    return (Listen((words,), KEY_WAIT, f"leg/dropped/{attempt}/{n}"),)


def chose(desk: Desk, leg: LegTurned, n: int) -> Replies:
    """A key, or none, of whoever was with them: none is needed where another rings them already. A
    slip is asked again, and so is a 1 before the carrier has told their number. Only who had them
    ends it for both."""
    try:
        found = desk.rings.read(ring_of(leg.attempt), desk.now())
        here = found[0].attempt(leg.attempt) if found else None
        if found is None or here is None:
            return (HangUp(),)
        ring, language = found[0], _language(desk, here)
        if again := desk.rings.read(name_after(ring.id), desk.now()):
            return _with_them_again(desk, again[0], here, language)
        kept = desk.callbacks.read(_name(ring.id), desk.now())
        phone = kept[0].phone if kept else None
        if leg.key == "1" and phone:
            return _ring_back(desk, ring, replace(here, sid=leg.id), phone, language)
        if leg.key != "3" and n < ASKED:
            return asked(desk, ring, leg.attempt, language, n + 1)
        if here.id == ring.owner:
            stepped(desk, _name(ring.id), CalledOff())
        return _ends(desk, ring, language)
    except StoreAway:
        return (HangUp(),)


def leg_over(desk: Desk, leg: LegTurned) -> None:
    """A leg has ended that was in rings which followed on its own. Raises StoreAway."""
    name = name_after(ring_of(leg.attempt))
    while found := desk.rings.read(name, desk.now()):
        mine = next((a.id for a in found[0].attempts if a.sid == leg.id), "")
        if mine:
            happened(desk, name, LegFinal(mine))
        name = name_after(name)


def _ring_back(desk: Desk, ring: Ring, here: Attempt, phone: Phone, language: str) -> Replies:
    """The number moves on to the new ring; there is one of that name, whoever asks for it."""
    now, id = desk.now(), name_after(ring.id)
    begun = begun_again(ring, here, _name(id), now)
    back = replace(_kept(ring, _name(id), phone, now), state="offered", ring=id)
    desk.callbacks.add(back, now)
    desk.traces.ring(Contact(ring.line, phone), id, now)
    errands = *begun.errands, staying.begun(begun.ring, now)
    if not desk.rings.write(begun.ring, b"", errands, now):
        raise StoreAway("others were faster")
    for due, _ in errands:
        if due.at <= now:
            desk.nudges.look(due.id)
    stepped(desk, _name(ring.id), CalledOff())
    return _with_them_again(desk, begun.ring, here, language)


def _with_them_again(desk: Desk, again: Ring, here: Attempt, language: str) -> Replies:
    """Into the new room: as the one who has it, or beside them."""
    mine = _on_leg(again, here)
    if mine is None:
        came = happened(desk, again.id, SecondCame(here.peer, here.sid))
        again = came.after if came else again
        mine = _on_leg(again, here)
    if mine is None or again.state == "ended":
        return _ends(desk, again, language)
    name = "peer.in.callback" if again.absent else "peer.in"
    words = Say(on_the_phone(desk, again.line).phrase(name, language), language)
    return words, meet(again, mine.id, again.room, anchor=mine.id == again.owner)


def _on_leg(ring: Ring, here: Attempt) -> Attempt | None:
    return next((a for a in ring.attempts if a.sid == here.sid), None)


def _ends(desk: Desk, ring: Ring, language: str) -> Replies:
    thanks = on_the_phone(desk, ring.line).phrase("peer.ended", language)
    return Say(thanks, language), HangUp()


def _kept(ring: Ring, name: str, phone: Phone, now: float) -> Callback:
    return Callback(name, ring.line, phone, "call", ring.language, "", 0.0, now + KEPT)


def _name(ring: str) -> str:
    return f"{ring}-dropped"


def _language(desk: Desk, here: Attempt) -> str:
    person = desk.people.read().with_id(here.peer)
    return person.languages[0] if person else desk.edition().book.languages[0]
