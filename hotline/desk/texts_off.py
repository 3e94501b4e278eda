"""Who said STOP to the carrier writes what cannot wait: no answer reaches them, and a call says so.

The call's name says what, and in which language: nothing is kept of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, cast

from hotline.desk.dialling import ring_phone
from hotline.desk.staging import on_the_phone
from hotline.desk.tools import Desk
from hotline.desk.waiting import Replies, wanted
from hotline.domain.contact import Contact
from hotline.domain.errands import (
    FIRST_ERASURE,
    GIVE_UP_ERASING,
    Due,
    EraseCall,
    Errand,
    TellByCall,
    copy_of,
)
from hotline.domain.events import CallTurned
from hotline.domain.pacing import Dial
from hotline.domain.replies import HangUp, Listen, Say
from hotline.domain.ring.record import TALK_LIFE
from hotline.flow.calling import wanting
from hotline.flow.lexicon import person_place
from hotline.flow.oncall import OnCall
from hotline.flow.session import Session

What = Literal["off", "none"]  # our texts are off; and nothing was set that they asked for
SOON = 180.0  # seconds in which they are rung, or not at all
UNHELPED = 3.0  # seconds a nudge has to reach a worker before the clock comes
KEY_WAIT = 6  # seconds to press a key
PROMPTS = 2  # times it is said
_NAME = re.compile(r"(off|none)-([a-z]{2,8})-[A-Za-z0-9_-]{16,}")
_PHRASES: Mapping[What, str] = {"off": "call.texts_off", "none": "call.texts_off.none"}


def by_call(desk: Desk, contact: Contact, language: str, what: What) -> list[tuple[Due, Errand]]:
    """What has them rung, once, for whoever writes it down; nothing, where it was often enough
    today: what one phone gets for what it wrote is bounded, whatever calls asked for in its name.
    Raises StoreAway."""
    now = desk.now()
    if not desk.budget.spend(contact.line, contact.phone, now, "by text"):
        return []
    name = f"{what}-{language}-{desk.token()}"
    errand = TellByCall(name, contact.line, contact.phone, now + SOON)
    return [(Due(now + UNHELPED, name), errand)]


def tell(desk: Desk, contact: Contact, language: str, what: What) -> None:
    """Have them rung now. Raises StoreAway."""
    for due, errand in by_call(desk, contact, language, what):
        desk.errands.add(due, errand, contact)
        desk.nudges.look(due.id)


def told_by(name: str) -> tuple[What, str] | None:
    """What a call of this name says, and in which language; None where it is no such call."""
    named = _NAME.fullmatch(name)
    return (cast(What, named[1]), named[2]) if named else None


def tell_dial(desk: Desk, id: str, errand: TellByCall) -> Dial | None:
    """As whoever is asked whether all is well: it tells that nobody asks them."""
    return Dial(id, "ask", errand.until - SOON)


def place_tell(desk: Desk, errand: TellByCall) -> str:
    """Ring them. What the carrier may have taken is not asked for again. With a 0 it is a talk, and
    so it may last as one."""
    became, sid = ring_phone(desk, "ask", errand.call, errand.line, errand.to, int(TALK_LIFE))
    if became == "rung":
        erase = EraseCall(sid, desk.now() + GIVE_UP_ERASING)
        due = Due(desk.now() + FIRST_ERASURE, copy_of(errand.call))
        desk.errands.add(due, erase, Contact(errand.line, errand.to))
    return became


def said(desk: Desk, turned: CallTurned, told: tuple[What, str], n: int) -> Replies:
    """The sentence, for the `n`th time."""
    what, language = told
    words = on_the_phone(desk, turned.call.line).phrase(_PHRASES[what], language)
    return (Listen((Say(words, language),), KEY_WAIT, f"ask/key/{turned.token}/{n}"),)


def pressed(desk: Desk, turned: CallTurned, told: tuple[What, str], n: int) -> Replies:
    """0: a person, and from here on it is a contact's call as any."""
    if turned.key != "0":
        return said(desk, turned, told, n + 1) if n < PROMPTS else (HangUp(),)
    here = on_the_phone(desk, turned.call.line)
    on = OnCall(session=Session(language=told[1]), step=person_place(here.book))
    return wanted(desk, turned, here, on, wanting(here, on, "person"))
