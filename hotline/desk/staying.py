"""Somebody uses, and one of us stays on the phone with them: what that peer alone hears meanwhile.

A word every two minutes, who their second is, or that there is none, and while they hear no answer
the seconds. One errand for each such talk, put off from word to word; a word that gets lost is one
word. The peer judges silence, and nobody else does anything.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hotline.desk.blocking import willing
from hotline.desk.care import FINE, ask
from hotline.desk.duty import people_on
from hotline.desk.ringing import happened
from hotline.desk.telling import tell
from hotline.desk.tools import Desk
from hotline.domain.errands import Due, Stay
from hotline.domain.events import LegTurned
from hotline.domain.people import Person
from hotline.domain.replies import CallReply, Say
from hotline.domain.ring.events import SecondFound
from hotline.domain.ring.record import TALK_LIFE, Ring, ring_of
from hotline.domain.ring.staying import Word, next_word, words_due
from hotline.errors import CarrierError, StoreAway
from hotline.flow.peer_words import Said

ANSWERABLE = 300.0  # seconds in which it is worth asking for a second
SECOND = "second"  # what a digit means; nobody types it


def begun(ring: Ring, now: float) -> tuple[Due, Stay]:
    """What says these words, for whoever writes it down."""
    return Due(now, _errand(ring.id)), Stay(ring.id, now + TALK_LIFE)


def begin(desk: Desk, ring: Ring) -> None:
    """One of us has it."""
    with suppress(StoreAway):  # they have it without these words, too
        desk.errands.add(*begun(ring, desk.now()))
        desk.nudges.look(_errand(ring.id))


def count(desk: Desk, ring: Ring) -> None:
    """They hear no answer, and have asked somebody in: from now on the seconds are said."""
    with suppress(StoreAway):
        errand = desk.errands.read(_errand(ring.id))
        if isinstance(errand, Stay):
            at = next_word(ring, errand, desk.now())
            desk.errands.put_off(Due(at, _errand(ring.id)), errand)


def look(desk: Desk, id: str, errand: Stay) -> str:
    """Say what is to be said by now; in a word what became of it."""
    now = desk.now()
    found = desk.rings.read(errand.ring, now)
    if found is None or found[0].state in {"wait", "ended"}:  # whoever has it next begins anew
        desk.errands.done(id)
        return "over"
    ring = found[0]
    if not errand.asked:
        _ask_for_a_second(desk, ring)
        errand = replace(errand, asked=now)
    word, errand = words_due(ring, errand, now)
    owner = ring.attempt(ring.owner)
    if word and owner and owner.sid and ring.state == "talk":
        url = desk.addresses("leg/word", word.name(owner.id)).url
        with suppress(CarrierError):
            desk.carrier().whisper(ring.room, owner.sid, url)
    desk.errands.put_off(Due(next_word(ring, errand, now), id), errand)
    return "said" if word else "looked"


def said(desk: Desk, leg: LegTurned, word: Word) -> tuple[CallReply, ...]:
    """The word itself, in their language."""
    try:
        found = desk.rings.read(ring_of(leg.attempt), desk.now())
        roster = desk.people.read()
    except StoreAway:
        return ()
    attempt = found[0].attempt(leg.attempt) if found else None
    person = roster.with_id(attempt.peer) if attempt else None
    if found is None or person is None:
        return ()
    second = roster.with_id(found[0].second)
    text = desk.edition().book.phrases[f"peer.stay.{word.what}"].in_language(person.languages[0])
    for filler in ("{minutes}", "{seconds}"):
        text = text.replace(filler, str(word.n))
    return (Say(text.replace("{name}", second.name if second else "?"), person.languages[0]),)


def found_second(desk: Desk, ring: str, person: Person) -> bool:
    """They come in if they are asked; whether it was in time. Raises StoreAway."""
    found = happened(desk, ring, SecondFound(person.id))
    if found is None or found.after.second != person.id:
        return False
    errand = desk.errands.read(_errand(ring))
    if isinstance(errand, Stay):
        desk.errands.put_off(Due(desk.now(), _errand(ring)), errand)
        desk.nudges.look(_errand(ring))
    return True


def _ask_for_a_second(desk: Desk, ring: Ring) -> None:
    """By text, all others who are on and take calls. Nobody is named."""
    owner = ring.attempt(ring.owner)
    on = [p for p in people_on(desk, desk.now()) if p.agreed("calls") and p.agreed("texts")]
    others = [person for person in on if owner and person.id != owner.peer]
    rows = ("1", Said(SECOND, rest=ring.id)), ("2", Said(FINE))
    for person in willing(desk, ring.mark, others):
        if ask(desk, person, rows, desk.now()):
            words = desk.edition().book.phrases["to_peer.second.wanted"]
            until = desk.now() + ANSWERABLE
            tell(desk, person, words.in_language(person.languages[0]), until)


def _errand(ring: str) -> str:
    return f"{ring}-stay"
