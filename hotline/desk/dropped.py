"""The call of somebody with whom one of us stays has dropped, and they allowed to be rung back.

Whoever stayed with them says whether: a hang-up looks like a drop. Their number is told by the
carrier as the call ends; it is kept for ten minutes, or until that is over.
"""

from __future__ import annotations

from contextlib import suppress

from hotline.desk.callbacks import stepped
from hotline.desk.staging import on_the_phone
from hotline.desk.tools import Desk
from hotline.domain.callback import Callback, CalledOff
from hotline.domain.contact import Contact
from hotline.domain.events import CallTurned, LegTurned
from hotline.domain.replies import CallReply, Dial, HangUp, Listen, Say
from hotline.domain.ring.record import TALK_LIFE, Ring, ring_of
from hotline.errors import StoreAway

KEPT = 600.0  # seconds
KEY_WAIT = 6
ASKED = 3  # times the question is said to somebody who is silent
RINGS = 25  # seconds

Replies = tuple[CallReply, ...]


def keep(desk: Desk, contact: Contact, ring: Ring) -> None:
    """Should their peer want to ring them. FORGET erases it, as any callback. Raises StoreAway."""
    now, name = desk.now(), _name(ring.id)
    if desk.callbacks.read(name, now) is None:
        number = Callback(
            name, contact.line, contact.phone, "call", ring.language, "", now, now + KEPT,
            state="taken",
        )  # fmt: skip
        desk.callbacks.add(number, now)


def asked(desk: Desk, ring: Ring, attempt: str, language: str, n: int, name: str) -> Replies:
    """1 rings them, 3 ends it; said the `n`th time."""
    words = Say(on_the_phone(desk, ring.line).phrase(name, language), language)
    return (Listen((words,), KEY_WAIT, f"leg/dropped/{attempt}/{n}"),)


def chose(desk: Desk, leg: LegTurned, n: int) -> Replies:
    """A key, or none, of whoever stayed with them."""
    try:
        found = desk.rings.read(ring_of(leg.attempt), desk.now())
        kept = desk.callbacks.read(_name(ring_of(leg.attempt)), desk.now())
        if found is None:
            return (HangUp(),)
        ring, language = found[0], _language(desk, found[0], leg.attempt)
        if not leg.key and n < ASKED:
            return asked(desk, ring, leg.attempt, language, n + 1, "peer.dropped")
        if leg.key != "1" or kept is None or kept[0].phone is None:
            stepped(desk, _name(ring.id), CalledOff())
            thanks = on_the_phone(desk, ring.line).phrase("peer.ended", language)
            return Say(thanks, language), HangUp()
    except StoreAway:
        return (HangUp(),)
    words = Say(on_the_phone(desk, ring.line).phrase("peer.in.callback", language), language)
    whisper, then = f"leg/them/{leg.attempt}", f"leg/back/{leg.attempt}"
    return words, Dial(kept[0].phone, ring.line, RINGS, int(TALK_LIFE), whisper, then)


def rang_them(desk: Desk, leg: LegTurned, *, talked: bool) -> Replies:
    """Their phone is out of it: once more, or over."""
    try:
        found = desk.rings.read(ring_of(leg.attempt), desk.now())
        if found is None:
            return (HangUp(),)
        language = _language(desk, found[0], leg.attempt)
    except StoreAway:
        return (HangUp(),)
    name = "peer.dropped" if talked else "peer.dropped.not"
    return asked(desk, found[0], leg.attempt, language, 1, name)


def they_picked_up(desk: Desk, event: CallTurned) -> Replies:
    """Somebody, or a machine, answered: one neutral sentence."""
    language = desk.edition().book.languages[0]
    with suppress(StoreAway):
        found = desk.rings.read(ring_of(event.token), desk.now())
        language = found[0].language if found else language
    words = on_the_phone(desk, event.call.line).phrase("peer.alarm.them", language)
    return (Listen((Say(words, language),), KEY_WAIT, f"leg/talks/{event.token}"),)


def they_pressed(event: CallTurned) -> Replies:
    """Any key, and the two are connected."""
    return () if event.key else (HangUp(),)


def _name(ring: str) -> str:
    return f"{ring}-dropped"


def _language(desk: Desk, ring: Ring, attempt: str) -> str:
    found = ring.attempt(attempt)
    person = desk.people.read().with_id(found.peer) if found else None
    return person.languages[0] if person else desk.edition().book.languages[0]
