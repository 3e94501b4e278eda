"""A text of one of us: a command, an answer to our question, or words for somebody.

A command may come twice, for the carrier repeats a text that it had no answer to: each is such
that the second time changes nothing.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.desk.commands import DOINGS
from hotline.desk.commands.order import Order, Told
from hotline.desk.commands.practice import practised
from hotline.desk.tools import Desk
from hotline.domain.events import TextArrived
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.seat import SEAT_LIFE, Seat
from hotline.errors import StoreAway
from hotline.flow.cries import cry
from hotline.flow.filling import filled
from hotline.flow.peer_words import Said, half_written, read_command
from hotline.flow.text import cheapest, part_size
from hotline.flow.words import normalise

RACES = 5  # times it is read anew because another text of theirs was faster


def told_to_peer(desk: Desk, event: TextArrived, now: float) -> str | None:
    """What one of us is told; None where this is nobody of us, or a text as anybody's.

    Raises StoreAway.
    """
    person = _one_of_us(desk, event)
    if person is None:
        return None
    for _ in range(RACES):
        seat, stamp = desk.seats.read(person.id, now)
        told = _done(desk, person, event, seat, now)
        after = _after(seat, told, now)
        if after == seat or desk.seats.write(replace(after, until=now + SEAT_LIFE), stamp, now):
            return None if told is None else in_words(desk, person, event.line, told)
    raise StoreAway("others were faster")


def in_words(desk: Desk, person: Person, line: Phone, told: Told) -> str:
    """What somebody is told, in their own language, as few parts as this line can."""
    if not told.name:
        return ""
    book, language = desk.edition().book, person.languages[0]
    text = filled(book.phrases[told.name].in_language(language), language, told.fillers)
    return cheapest(text, part_size(line), drop_accents=book.settings.drop_accents)


def _one_of_us(desk: Desk, event: TextArrived) -> Person | None:
    """Only who agreed to texts: before, they are as anybody."""
    id = desk.people.whose(event.sender)
    person = desk.people.read().with_id(id) if id else None
    return person if person and person.agreed("texts") else None


def _done(desk: Desk, person: Person, event: TextArrived, seat: Seat, now: float) -> Told | None:
    said = _said(desk, event, seat, now)
    if seat.contact_until > now and not (said and said.command == "me"):
        return None
    if (pretend := practised(said, seat, now)) and not cries(desk, event.body):
        return pretend
    if said is None:
        return _half_written(desk, event, seat)
    doing = DOINGS.get(said.command)
    return doing(desk, Order(person, said, event, seat, now)) if doing else None


def _half_written(desk: Desk, event: TextArrived, seat: Seat) -> Told | None:
    """How it is written, where the words can be meant for nobody, and are no cry."""
    book = desk.edition().book
    name = "" if seat.last else half_written(book, event.body)
    hows = (how for how in (f"to_peer.how.{name}", f"{name}.how") if how in book.phrases)
    how = next(hows, "")
    return Told(how) if how and not cries(desk, event.body) else None


def cries(desk: Desk, body: str) -> bool:
    """Whether somebody may be in danger, themselves or beside them: that beats everything."""
    return cry(desk.edition().lexicon, normalise(body).split()) is not None


def _said(desk: Desk, event: TextArrived, seat: Seat, now: float) -> Said | None:
    """A bare digit answers our last question; a command is read in every language of the line."""
    chosen = seat.chosen(event.body.strip(), now)
    if chosen:
        command, handle, rest = chosen
        return Said(command, handle, rest, sure=True)
    return read_command(desk.edition().book, event.body)


def _after(seat: Seat, told: Told | None, now: float) -> Seat:
    """The seat as the command left it, with the question that is open now."""
    seat = ((told and told.seat) or seat).unasked()
    if told is None or not told.choices:
        return seat
    rows = ((digit, s.command, s.handle, s.rest) for digit, s in told.choices)
    return replace(seat, asked=tuple(rows), asked_at=now)
