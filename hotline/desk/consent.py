"""A text of one of us that is about consent: OK to our question."""

from __future__ import annotations

from hotline.desk import checkins
from hotline.desk.doors import seat_at
from hotline.desk.roster import consent_given
from hotline.desk.tools import Desk
from hotline.domain.contact import Contact
from hotline.domain.events import TextArrived
from hotline.domain.people import CHANNELS, Person, pending
from hotline.flow.words import normalise, normalised_word

_LONGEST = 20  # letters; no OK is longer, and nothing longer is compared
_YES = "yes"  # the carrier's word: never asked for, understood when it comes
_AGAIN = 60  # seconds in which the same OK may come once more, and gets the same answer


def agreed(desk: Desk, event: TextArrived, now: float) -> str:
    """If this is the OK to our question, write it down, durably; what is said to it, else nothing.

    Only whole words count, exactly: somebody's phone rings at night because of them.
    """
    if not _reads_ok(desk, event.body):
        return ""
    person = _sender(desk, event)
    if person is None:
        return ""
    channels = pending(person, event.line, now)
    asked_first = bool(channels) and not person.asked_again
    if not asked_first and _writes(desk, person, event, now):
        return ""  # they are writing with somebody: it is for them
    check_in = checkins.of(desk, Contact(event.line, event.sender))
    if check_in and (check_in.asked or check_in.state == "owned"):
        return ""  # they are asked whether all is well
    for channel in channels:
        consent_given(desk, person.id, channel, now)
    if not channels and not _just_given(person, event, now):
        return ""
    return desk.edition().book.phrases["consent.given"].in_language(person.languages[0])


def _writes(desk: Desk, person: Person, event: TextArrived, now: float) -> bool:
    """Whether they have a thread that a text to this number can be for."""
    return bool(desk.seats.read(seat_at(desk, person.id, event.line), now)[0].mine)


def still_with_us(desk: Desk, event: TextArrived) -> str:
    """What one of us has to know whose talk is erased: that the roster is another matter."""
    person = _sender(desk, event)
    if person is None:
        return ""
    return desk.edition().book.phrases["forget.peer"].in_language(person.languages[0])


def _reads_ok(desk: Desk, body: str) -> bool:
    if len(body) > _LONGEST:
        return False
    said, words = normalise(body), desk.edition().book.words.get("agree")
    listed = words.by_language.values() if words else ()
    return said == _YES or any(said == normalised_word(w.text) for ws in listed for w in ws)


def _sender(desk: Desk, event: TextArrived) -> Person | None:
    """One of us; a phone that was shut out is nobody's."""
    id = desk.people.whose(event.sender)
    person = desk.people.read().with_id(id) if id else None
    return person if person and not person.shut else None


def _just_given(person: Person, event: TextArrived, now: float) -> bool:
    consents = [person.consent(channel) for channel in CHANNELS]
    return person.asked_from == event.line and any(
        consent.state == "given" and now - consent.at < _AGAIN for consent in consents
    )
