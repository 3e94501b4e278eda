"""A feed of one peer's own shifts, for the calendar on their phone: a random address, nothing else.

Whoever knows the address reads days and hours of somebody, and not whose. The token has 128 random
bits, so guesses need no limit; only its digest is kept.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from hmac import compare_digest

from hotline.desk import roster
from hotline.desk.telling import writer
from hotline.desk.tools import Desk
from hotline.domain.calendar_writing import write_spells
from hotline.domain.people import Person
from hotline.domain.times import DAY, merged

AHEAD = 90 * DAY  # seconds of shifts that are told


def new_feed(desk: Desk, id: str) -> str:
    """A token for the address of their shifts; one from before leads nowhere any more."""
    token = desk.token()
    roster.change_one(desk, id, lambda person: replace(person, feed=_digest(token)))
    return token


def revoke_feed(desk: Desk, id: str) -> None:
    """No address leads to their shifts any more."""
    roster.change_one(desk, id, lambda person: replace(person, feed=""))


def feed(desk: Desk, token: str) -> str | None:
    """The calendar behind a token; None where there is none. Raises StoreAway."""
    digest = _digest(token)
    found = (p for p in desk.people.read().people if compare_digest(p.feed, digest))
    person = next(found, None)
    return _calendar(desk, person) if person else None


def _calendar(desk: Desk, person: Person) -> str:
    now, rota = desk.now(), desk.rota.read()
    held = rota.held(now, now + AHEAD)
    mine = merged(one.spell for one in held if one.person == person.id)
    return write_spells(mine, writer(desk, person, rota).phrase("rota.feed"), person.id, now)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
