"""Care for those who answer: after some talks others come first, and when a shift is over they are
asked once how they are.

What is kept is how many talks somebody had in the shift that is on, of those who had any, under
random ids; it goes a while after the shift. It sorts who is rung, and nobody sees it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256

from hotline.desk.tools import RACES, Desk
from hotline.domain.people import CHANNELS, Person, quieted
from hotline.domain.ring_order import Believed
from hotline.domain.seat import SEAT_LIFE
from hotline.errors import StoreAway
from hotline.flow.peer_words import Said

ANSWERABLE = 3600.0  # seconds in which 1 or 2 answers
COMPANY, TOGETHER, FINE = "company", "together", "fine"  # what a digit means; nobody writes them


def had_enough(people: Iterable[Person], believed: Believed) -> frozenset[str]:
    """Who had as many talks in this shift as they wanted: others are rung before them."""
    return frozenset(
        person.id for person in people if 0 < person.cap <= believed.talks.get(person.id, 0)
    )


def how_was_it(desk: Desk, person: Person, now: float) -> str:
    """What is put behind "your shift is over" for somebody who had a talk in it; their answer is
    open then. Empty where nothing is asked: it is asked once."""
    if not desk.beliefs.read(now).talks.get(person.id):
        return ""
    if not ask(desk, person, (("1", Said(COMPANY)), ("2", Said(FINE))), now):
        return ""
    desk.beliefs.forget_talks(person.id)
    return desk.edition().book.phrases["to_peer.care"].in_language(person.languages[0])


def ask(desk: Desk, person: Person, choices: tuple[tuple[str, Said], ...], now: float) -> bool:
    """Leave a question open that goes out by itself; False where another one of ours is open: a
    digit answers only the last."""
    rows = tuple((digit, said.command, said.handle, said.rest) for digit, said in choices)
    for _ in range(RACES):
        seat, stamp = desk.seats.read(person.id, now)
        if seat.is_asked(now):
            return False
        asked = replace(
            seat, asked=rows, asked_at=now, answerable=ANSWERABLE, until=now + SEAT_LIFE
        )
        if desk.seats.write(asked, stamp, now):
            return True
    return False


def who_may_be_asked(desk: Desk, asker: Person, now: float) -> list[Person]:
    """Others who agreed to calls and texts, and have neither pause nor quiet hours; by chance."""
    others = (quieted(person, now) for person in desk.people.read().people)
    free = (
        person
        for person in others
        if person.id != asker.id
        and person.paused_until <= now
        and all(person.agreed(channel) for channel in CHANNELS)
    )
    return sorted(free, key=lambda person: sha256(f"{now} {person.id}".encode()).digest())


def forget_old_talks(desk: Desk, on: Iterable[str], now: float) -> None:
    """Of who is not on any more, nothing is believed."""
    with suppress(StoreAway):
        over = desk.beliefs.read(now).talks.keys() - set(on)
        if over:
            desk.beliefs.forget_talks(*over)
