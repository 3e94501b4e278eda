"""A contact's text where they have a thread, or ask for one: all goes to whoever has it.

Only a closed list stays with the line: the STOP family, FORGET, CLEAR, PRIVACY, MENU, 0, and digits
that answer what it just asked. Emergency words are relayed, and answered as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from hotline.desk import threads
from hotline.desk.callbacks import first_for, only_newest
from hotline.desk.doors import contact_until, is_public, number_for_peers
from hotline.desk.ready import is_beating
from hotline.desk.threads import Move, answer_of, fresh_handle, mark_of, on_for_texts
from hotline.desk.together import is_group, sees, together
from hotline.desk.tools import RACES, Desk
from hotline.domain.contact import Contact
from hotline.domain.events import TextArrived
from hotline.domain.thread import events
from hotline.domain.thread.record import ASKED_FOR, NOBODY_STANDS, READ_IN, Thread
from hotline.domain.thread.step import begin
from hotline.domain.thread.told import Rings
from hotline.errors import StoreAway
from hotline.flow.carrier_words import LOCAL_STOP_WORDS, STOP_WORDS
from hotline.flow.cries import cry
from hotline.flow.document import HandOff
from hotline.flow.engine import READ
from hotline.flow.lexicon import other_lines
from hotline.flow.lines_own import lines_own
from hotline.flow.reading import NotUnderstood, read
from hotline.flow.session import Opened, Session
from hotline.flow.text import tidy
from hotline.flow.turn import Turn
from hotline.flow.words import normalise

# What a text in a thread is, beside words for a person.
Kind = Literal["words", "leaves", "line", "cry", "person", "picture"]

# Seconds for which what else there is is asked, while people are asked, and once nobody took it.
_STANDS = {"still": ASKED_FOR, "nobody": NOBODY_STANDS}

# What was said with a question, by the question.
_ASKED = {"not_now": "thread.asking", "zero": "thread.zero"}

# What a digit means that answers our question, by the question.
Choice = Callable[[Desk, Thread, str], events.Event]


def texted(desk: Desk, event: TextArrived, session: Session | None, id: str) -> Turn | None:
    """What comes of a text to a thread; None: the flows answer it (also). Raises StoreAway."""
    kind = _kind(desk, event)
    if kind == "line":
        threads.happened(desk, id, lambda _: events.LineSpoke())
        return None
    move = threads.happened(desk, id, lambda thread: _event(desk, thread, event, kind), "")
    if move is None or kind in {"leaves", "cry"} or _for_the_steps(desk, move.after, event):
        return None
    if any(isinstance(telling, Rings) for telling in move.told):
        only_newest(desk, Contact(event.line, event.sender))
    language = move.after.language
    say = answer_of(desk, move, "", language)
    if not say and move.before and event.id in move.before.seen:  # nobody knows whether it was said
        standing = _ASKED.get(move.after.question)
        say = _phrase(desk, standing, language) if standing else ""
    if event.pictures and not say:
        say = _phrase(desk, "thread.pictures", language)
    return Turn(_still_here(desk, session, language), say, "relayed")


def left_to_the_flows(desk: Desk, event: TextArrived, opened: Opened) -> tuple[Opened, str]:
    """Where nobody took it, the answer to what else there is ends the thread, and the flows go on
    from there; once nobody is asked any more, any text does. Which thread is to be left once that
    answer is written down, so that it means the same where it comes again. Raises StoreAway."""
    now = desk.now()
    found = desk.threads.read(opened.thread, now) if opened.thread else None
    if found is None or found[0].question not in _STANDS or _one_of_us(desk, event, now):
        return opened, ""
    thread = found[0]
    fresh = now - thread.question_at <= _STANDS[thread.question]
    fresh = fresh and not _asked_since(desk, opened.session, thread.question_at)
    answers = _what_else(desk) if fresh and event.body.strip() in {"1", "2", "3"} else ()
    if thread.question == "still":
        answers = answers[:2]
    chosen = event.body.strip() in dict(answers)
    if thread.question == "still" and not chosen:
        return opened, ""
    session = opened.session or Session(language=thread.language, greeted=True)
    if chosen:
        return replace(opened, thread="", session=session._replace(asked=answers)), thread.id
    leave(desk, thread.id)
    return replace(opened, thread="", session=session), ""


def _asked_since(desk: Desk, session: Session | None, at: float) -> bool:
    """Whether a newer question of ours is open than the one of then: a digit answers the last."""
    keeps = desk.edition().book.settings.forget_after
    return session is not None and bool(session.asked) and session.until - keeps > at


def leave_what_stands(desk: Desk, contact: Contact) -> None:
    """A thread that nobody took, where they are to be asked anew. Raises StoreAway."""
    id = desk.threads.of_contact(contact, desk.now())
    found = desk.threads.read(id, desk.now()) if id else None
    if found and found[0].question in _STANDS:
        leave(desk, found[0].id)


def leave(desk: Desk, id: str) -> None:
    """They went back to the line. Raises StoreAway."""
    threads.happened(desk, id, lambda _: events.ContactEnded("left"), "")


def _what_else(desk: Desk) -> tuple[tuple[str, str], ...]:
    """To be written to later, other lines, or the list: as answers to a question of the flows."""
    book = desk.edition().book
    return ("1", "!write"), ("2", other_lines(book) or book.start), ("3", book.start)


def ask_people(
    desk: Desk, event: TextArrived, turn: Turn, now: float, *, check_in: bool = False
) -> Turn | None:
    """Offer this contact to those who are on; where that can't be, something else is said.

    None: another text of theirs has asked just now, so that this one is decided anew. Raises
    StoreAway.
    """
    step = desk.edition().book.places.get(turn.asks)
    if not isinstance(step, HandOff) or turn.session is None:
        return turn
    urgent, language = turn.urgent, turn.session.language
    if not urgent and _one_of_us(desk, event, now):
        return replace(turn, say=_phrase(desk, "to_peer.nothing_open", language))
    mark = mark_of(desk, event.line, event.sender)
    if mark and desk.blocks.of(mark, ()).everybody:
        return turn if urgent else replace(turn, say=_phrase(desk, "thread.blocked", language))
    on = on_for_texts(desk, step.to, event.line, event.sender, now)
    # A worker is who asks them, and the clock who says it where nobody comes.
    if not on or not (is_beating(desk, "worker") and is_beating(desk, "clock")):
        return turn if urgent else _nobody(desk, turn, turn.session)
    group = is_group(desk, step.to)
    for _ in range(RACES):
        asked = events.Asked(
            desk.token(),
            fresh_handle(desk),
            event.line,
            event.sender,
            language,
            step.to,
            () if group else _first(desk, event, [person.id for person in on]),
            event.id,
            event.body,
            turn.session.place,
            urgent,
            event.whatsapp,
            number_for_peers(desk, event.line),
            together(desk, step.to, event.line, event.sender) if group else (),
            check_in,
        )
        if threads.commit(desk, [Move(None, b"", *begin(asked, now))], now, answered=""):
            return turn
        if desk.threads.of_contact(Contact(event.line, event.sender), now):
            return None
    raise StoreAway("others keep taking the handles")


def _nobody(desk: Desk, turn: Turn, session: Session) -> Turn:
    """That nobody is there now, and what else there is."""
    words = _phrase(desk, "thread.nobody", session.language)
    return replace(turn, say=words, session=session._replace(asked=_what_else(desk)))


def _first(desk: Desk, event: TextArrived, on: list[str]) -> tuple[str, ...]:
    """Whoever had them written to is asked alone for a minute, as both were told; else all."""
    first = first_for(desk, Contact(event.line, event.sender))
    return (first,) if first in on else tuple(on)


def _one_of_us(desk: Desk, event: TextArrived, now: float) -> bool:
    """Words of a peer are never offered to the others by accident: ME says that they are meant."""
    id = desk.people.whose(event.sender)
    person = desk.people.read().with_id(id) if id else None
    if person is None or not person.agreed("texts") or is_public(desk, event.line):
        return False
    return contact_until(desk, person.id, now) <= now


def _event(desk: Desk, thread: Thread, event: TextArrived, kind: Kind) -> events.Event:
    if kind == "leaves":
        return events.ContactEnded("left")
    # A "1" that crosses the question whether they may be called answers something else.
    soonest = READ_IN if thread.question == "call" else 0.0
    fresh = soonest <= desk.now() - thread.question_at <= ASKED_FOR
    choice = _CHOICES.get((thread.question, event.body.strip())) if fresh else None
    if choice and event.id not in thread.seen:
        return choice(desk, thread, event.id)
    if kind == "person":
        return events.ContactAsked(event.id)
    if kind == "picture":
        return events.ContactSentPicture(event.id)
    late = not is_beating(desk, "worker")
    return events.ContactWrote(event.id, event.body, late, sees(desk, thread))


def _kind(desk: Desk, event: TextArrived) -> Kind:
    edition = desk.edition()
    said = normalise(tidy(event.body[:READ]))[:READ]
    if not said and event.pictures:
        return "picture"
    if said == "0":
        return "person"
    if said in STOP_WORDS or said in LOCAL_STOP_WORDS:
        return "line"
    found = cry(edition.lexicon, said.split()) if said else None
    if found and found.certain:
        return "cry"
    own = lines_own(edition, event.body)
    return "leaves" if own == "menu" else "line" if own else "words"


def _for_the_steps(desk: Desk, thread: Thread, event: TextArrived) -> bool:
    """While nobody has it yet, what the steps ask is still answered by the steps."""
    if not thread.urgent or thread.state != "offered":
        return False
    reading = read(desk.edition().lexicon, "", thread.language, normalise(event.body))
    return not isinstance(reading, NotUnderstood)


def _still_here(desk: Desk, session: Session | None, language: str) -> Session:
    session = session or Session(language=language, greeted=True)
    until = desk.now() + desk.edition().book.settings.forget_after
    return session._replace(until=until, asked=())  # a digit is for the person from here on


def _phrase(desk: Desk, name: str, language: str) -> str:
    return desk.edition().book.phrases[name].in_language(language)


def _somebody_else(desk: Desk, thread: Thread, id: str) -> events.Event:
    on = on_for_texts(desk, thread.rotation, thread.line, thread.phone, desk.now())
    return events.ContactWantsOther(id, tuple(person.id for person in on))


_CHOICES: Mapping[tuple[str, str], Choice] = {
    ("not_now", "2"): lambda desk, thread, text: events.ContactEnded("not_now"),
    ("call", "1"): lambda desk, thread, text: events.ContactAgreed(text),
    ("call", "2"): lambda desk, thread, text: events.ContactDeclined(text),
    ("zero", "1"): lambda desk, thread, text: events.ContactWaits(text),
    ("zero", "2"): _somebody_else,
    ("zero", "3"): lambda desk, thread, text: events.ContactEnded("enough"),
    ("goes_off", "1"): _somebody_else,
    ("goes_off", "2"): lambda desk, thread, text: events.ContactEnded("enough"),
    ("goes_off.nobody", "2"): lambda desk, thread, text: events.ContactEnded("enough"),
}
