"""A contact is rung, for a callback: a peer waits for them already, in a room.

The call says one neutral sentence until somebody presses 1, for it may be anybody's ear, or a
voicemail. With the 1 it is a contact's call like any other.
"""

from __future__ import annotations

from contextlib import suppress

from hotline.desk.callbacks import stepped
from hotline.desk.calls import contact_gone
from hotline.desk.dialling import ring_phone
from hotline.desk.ringing import happened
from hotline.desk.staging import on_the_phone
from hotline.desk.tools import Desk
from hotline.desk.waiting import Replies, with_people
from hotline.domain.callback import Asking, Came, NotNow, PutOff, RingContact
from hotline.domain.contact import Contact
from hotline.domain.errands import (
    FIRST_ERASURE,
    GIVE_UP_ERASING,
    CallContact,
    Due,
    EraseCall,
    copy_of,
)
from hotline.domain.events import CallTurned
from hotline.domain.pacing import Dial
from hotline.domain.replies import HangUp, Listen, Say
from hotline.domain.ring.events import ContactCame, ContactFinal, ContactPlaced, TurnCame
from hotline.domain.ring.later import contact_errand
from hotline.domain.ring.record import TALK_LIFE, Ring
from hotline.errors import StoreAway
from hotline.flow.lexicon import person_place
from hotline.flow.oncall import OnCall
from hotline.flow.session import Session

KEY_WAIT = 6  # seconds to press a key
PROMPTS = 2  # times the sentence is said


def contact_dial(desk: Desk, id: str, errand: CallContact) -> Dial | None:
    """A peer waits for it already: it is as urgent as a contact who waits for a peer."""
    ring = _waited_for(desk, errand.ring)
    return Dial(id, "waiting", ring.since) if ring else None


def place_contact(desk: Desk, errand: CallContact) -> str:
    """Ring the contact, if both records, read just now, still say so. It is written down before it
    is asked, and whatever is not known to have failed has rung."""
    ring = _waited_for(desk, errand.ring)
    if ring is None:
        return "nothing"
    found = desk.callbacks.read(ring.callback, desk.now())
    asked = stepped(desk, ring.callback, Asking(ring.id))
    if not found or not asked or not isinstance(asked.reply, RingContact):
        rang = asked and asked.callback and asked.callback.rung_for == ring.id
        if not rang:  # called off, or too late: nobody waits for them any more
            happened(desk, ring.id, ContactFinal())
        return "nothing"
    phone = found[0].phone
    became, sid = ring_phone(desk, "back", ring.id, ring.line, phone, int(TALK_LIFE))
    match became:
        case "rung":
            happened(desk, ring.id, ContactPlaced(sid))
        case "put off":
            stepped(desk, ring.callback, PutOff(ring.id))
        case "refused":
            stepped(desk, ring.callback, NotNow(ring.id))
            happened(desk, ring.id, ContactFinal())
    return became


def picked_up(desk: Desk, turned: CallTurned) -> Replies:
    """Somebody, or a machine, answered: the sentence that was agreed on, if it is still wanted."""
    try:
        found = desk.rings.read(turned.token, desk.now())
        wanted = found and desk.callbacks.read(found[0].callback, desk.now())
    except StoreAway:
        return (HangUp(),)
    return _asked(desk, turned, found[0], 1) if found and wanted else (HangUp(),)


def pressed(desk: Desk, turned: CallTurned, n: int) -> Replies:
    """A key, or none, after it was said the `n`th time."""
    try:
        found = desk.rings.read(turned.token, desk.now())
        if found is None:
            return (HangUp(),)
        return _answered(desk, turned, found[0], n)
    except StoreAway:
        return (HangUp(),)


def reported(desk: Desk, turned: CallTurned, *, final: bool) -> None:
    """The carrier tells how far it came. Raises StoreAway."""
    ring, call, now = turned.token, turned.call, desk.now()
    happened(desk, ring, ContactPlaced(call.id))
    if not final:
        return
    desk.dials.over(contact_errand(ring))
    contact = Contact(call.line, call.caller) if call.caller else None
    erase = EraseCall(call.id, now + GIVE_UP_ERASING)
    desk.errands.add(Due(now + FIRST_ERASURE, copy_of(ring)), erase, contact)
    contact_gone(desk, ring, contact)


def _waited_for(desk: Desk, ring: str) -> Ring | None:
    """The ring, while a peer waits in it and the contact is not there."""
    found = desk.rings.read(ring, desk.now())
    return found[0] if found and found[0].absent and found[0].owner else None


def _answered(desk: Desk, turned: CallTurned, ring: Ring, n: int) -> Replies:
    match turned.key:
        case "1":
            return _came(desk, turned, ring)
        case "2" if ring.absent:
            stepped(desk, ring.callback, NotNow(ring.id))
            happened(desk, ring.id, ContactFinal())
            words = on_the_phone(desk, ring.line).phrase("call.back.bad", ring.language)
            return Say(words, ring.language), HangUp()
        case _ if n < PROMPTS:
            return _asked(desk, turned, ring, n + 1)
        case _:
            return (HangUp(),)


def _came(desk: Desk, turned: CallTurned, ring: Ring) -> Replies:
    """The number is forgotten, and the call goes on as any. The ring knows it first: whoever asks
    again, since a process died in between, is answered alike."""
    kept = desk.callbacks.read(ring.callback, desk.now())
    wanted = kept is not None and kept[0].rung_for == ring.id
    if ring.absent and not wanted:
        return (HangUp(),)
    if ring.absent:
        happened(desk, ring.id, ContactCame(turned.call.id))
    with suppress(StoreAway):  # they talk all the same
        if wanted:
            stepped(desk, ring.callback, Came(ring.id))
        desk.dials.live(contact_errand(ring.id), desk.now() + TALK_LIFE)
    here = on_the_phone(desk, ring.line)
    session = Session(language=ring.language)
    on = OnCall(
        "waiting", session, step=person_place(here.book), wants="person", ring=ring.id,
        since=desk.now(),
    )  # fmt: skip
    return with_people(desk, turned, here, on, TurnCame(0, id=ring.id, may_dial=False))


def _asked(desk: Desk, turned: CallTurned, ring: Ring, n: int) -> Replies:
    words = on_the_phone(desk, ring.line).phrase("call.back.called", ring.language)
    then = f"back/key/{turned.token}/{n}"
    return (Listen((Say(words, ring.language),), KEY_WAIT, then),)
