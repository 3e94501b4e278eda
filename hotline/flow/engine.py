"""The flow engine: `advance(stage, session, text) -> turn`. It is told all, and sends nothing."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from hotline.flow.asking import answered, ask, speak
from hotline.flow.commands import back, command
from hotline.flow.index import Command, Go, Speak, Target
from hotline.flow.lexicon import person_place
from hotline.flow.question import VITAL, answers, emergency_places, steps_in_question
from hotline.flow.reading import Meant, NotUnderstood, Picked, Reading, Unsure, read
from hotline.flow.scene import go, languages_offered, people_asked, people_by_text, show
from hotline.flow.session import Session
from hotline.flow.stage import Stage
from hotline.flow.text import cheapest, part_size, tidy
from hotline.flow.turn import (
    Later,
    Outcome,
    Turn,
    at,
    here,
    home,
    muted,
    person,
    said,
    understood,
    unheard,
)
from hotline.flow.words import is_reaction, normalise

AGAIN_SOON = 60  # seconds: texts not understood within it are pieces of one thought
READ = 4096  # letters of a text that are read: carriers hand on 1600, WhatsApp that many
MANY = 20  # texts in ten minutes; from here on only what matters is answered
ENOUGH = 60  # from here on only plain emergencies, 0, and what somebody ends
THANKS = Command("thanks")
_HELP = Command("carrier.help")


def advance(stage: Stage, session: Session | None, body: str, pictures: int = 0) -> Turn:
    """Play one text. `session` is None for somebody new, or of whom nothing is held any more."""
    said = normalise(tidy(body[:READ]))[:READ]
    session = _languaged(stage, session, said)
    reading = _read(stage, session, body, said)
    return finished(stage, _once(stage, session, _play(stage, session, reading, pictures)))


def languaged(stage: Stage, session: Session | None, body: str) -> Session:
    """The session as it is when this text is read, new where there is none any more."""
    return _languaged(stage, session, normalise(tidy(body[:READ]))[:READ])


def _languaged(stage: Stage, session: Session | None, said: str) -> Session:
    """Somebody who writes in one of our languages is answered in it, until they name another."""
    if session is None or session.until <= stage.world.now:
        session = Session()
    language = session.language or stage.languages[0]
    if not session.chosen:
        language = stage.lexicon.marked_language(said.split(), language)
    return session if language == session.language else session._replace(language=language)


def _read(stage: Stage, session: Session, body: str, said: str) -> Reading:
    steps = steps_in_question(stage, session)
    if is_reaction(body):
        return steps or Meant(THANKS)
    if session.asked and said in stage.lexicon.no:
        return Picked(session.asked[-1][0])  # our questions end with the way out
    reading = read(stage.lexicon, session.place or stage.start, session.language, said)
    reading = _unless_told(stage, session, reading, said)
    return reading if steps is None or answers(stage, session, reading, said) else steps


def _unless_told(stage: Stage, session: Session, reading: Reading, said: str) -> Reading:
    """A word of one language in a text of another (`mon ami fait une OD`) does not change it, nor
    one that both have (`OD`)."""
    if not isinstance(reading, Meant):
        return reading
    elsewhere = stage.lexicon.marked_language(said.split(), reading.language) != reading.language
    cries = (*stage.lexicon.emergency.exactly(said), *stage.lexicon.maybe.exactly(said))
    shared = any(entry.language == session.language for entry in cries)
    return replace(reading, language="") if elsewhere or shared else reading


def _play(stage: Stage, session: Session, reading: Reading, pictures: int) -> Turn:
    asked = dict(session.asked)
    if asked:
        session = session._replace(asked=())
    if stage.world.blocked and not _tried(stage, session, reading, asked):
        return unheard()
    if _too_many(stage) and not _matters(stage, session, reading, asked):
        return _slow(stage, session)
    if not _too_many(stage) and session.slowed:
        session = session._replace(slowed=False)  # next time it is said again
    match reading:
        case Meant(target, language, emergency):
            return _meant(stage, _spoken(stage, session, language), target, emergency)
        case Picked(number) if number in asked:
            return answered(stage, session, asked[number])
        case Picked(number):
            return _picked(stage, session, number)
        case Unsure(targets, language):
            return ask(stage, _spoken(stage, session, language), targets)
        case NotUnderstood() if pictures:
            return said(stage, session, "pictures", "pictures")
        case NotUnderstood() if not stage.world.remembered:  # they may write with somebody
            return said(stage, session, "away.words", "missed")
        case NotUnderstood(long=long) if long or session.place:
            return _missed(stage, session, long)
        case NotUnderstood():
            return home(stage, session)


def _too_many(stage: Stage) -> bool:
    return stage.world.lately > MANY or stage.world.flooded


def _tried(stage: Stage, session: Session, reading: Reading, asked: Container[str]) -> bool:
    """What is answered though the carrier may let nothing through, since we may be wrong about
    that: what cannot wait. And HELP, which may be a cry."""
    if isinstance(reading, Meant) and reading.target == _HELP:
        return True
    return _matters(stage, session, reading, asked)


def _matters(stage: Stage, session: Session, reading: Reading, asked: Container[str]) -> bool:
    """What is answered however much somebody writes: emergencies, a person, what they end; and
    START, or else they would stay without texts."""
    match reading:
        case Picked(number) if number == "0" or number in asked:
            return True
        case Picked(number):
            return _urgent(stage, dict(session.shown).get(number, ""))
        case Meant(Go(place), _, emergency):
            return emergency or _urgent(stage, place)
        case Meant(Command(name)):
            return name in VITAL or name == "carrier.start"
        case _:
            return False


def _urgent(stage: Stage, place: str) -> bool:
    """The steps, the question before them, a person; but two machines must come to rest."""
    to_people = person_place(stage.book)
    urgent = place == to_people or place in emergency_places(stage, "yes", "maybe")
    return bool(place) and urgent and stage.world.lately <= ENOUGH


def _once(stage: Stage, session: Session, turn: Turn) -> Turn:
    """Of somebody who writes very much, what follows by itself was promised before, and stands,
    unless they breathe again."""
    if not _too_many(stage) or not session.pending or turn.session is None:
        return turn
    return replace(turn, later=(), plain="", call_off=turn.call_off and not turn.later)


def _slow(stage: Stage, session: Session) -> Turn:
    """Say once that not everything gets an answer now; then keep still."""
    if session.slowed:
        return muted(session)
    name = "slow" if stage.world.lately > MANY else "slow.line"
    return said(stage, session._replace(slowed=True), name, "muted")


def _spoken(stage: Stage, session: Session, language: str) -> Session:
    """The words used tell a language, unless one was named, or the line does not speak it."""
    told = language in stage.book.languages and not session.chosen
    same = language == session.language or not told
    return session if same else session._replace(language=language)


def _meant(stage: Stage, session: Session, target: Target, emergency: bool) -> Turn:
    match target:
        case Go(place):
            if place in emergency_places(
                stage, "yes", "maybe"
            ):  # nothing else may follow the steps
                session = session._replace(returns=())
            outcome: Outcome = "emergency" if emergency else "place"
            turn = at(go(stage, understood(session), place), outcome, stage)
            return _with_people(stage, turn) if emergency else turn
        case Speak(language):
            return speak(stage, session, language)
        case Command(name):
            return command(stage, session, name, fresh=not session.place)


def _with_people(stage: Stage, turn: Turn) -> Turn:
    """Where the steps are given, people who write are asked at once."""
    people = people_by_text(stage, turn.session) if turn.session else None
    return replace(turn, asks=people.name, urgent=True) if people else turn


def _picked(stage: Stage, session: Session, number: str) -> Turn:
    """A number: 0 is a person and 9 the way back, everywhere; else what the screen says it is."""
    place = dict(session.shown).get(number)
    if number == "0":
        return person(stage, session)
    if not session.place:
        return _from_nowhere(stage, session, number)
    if number == "9":
        return back(stage, session)
    if place is None:
        return here(stage, session, "place")  # not on the list: here it is again
    if place not in stage.book.places:
        scene = show(stage, session._replace(trail=(), returns=()), stage.start)
        return at(scene, "place", stage, before=stage.phrase("moved", session.language))
    turn = at(go(stage, understood(session), place), "place", stage)
    return _with_people(stage, turn) if place in emergency_places(stage, "yes") else turn


def _from_nowhere(stage: Stage, session: Session, number: str) -> Turn:
    """A number for a list that is gone. Nothing is ever started from it: the list comes again,
    with the languages, for the one they had is forgotten too.

    While the store is away no list is remembered, so the number is read as one of the first list,
    and that is said.
    """
    first = show(stage, session._replace(greeted=True), stage.start)
    place = dict(first.session.shown).get(number)
    if stage.world.remembered or place is None:
        closed = [stage.phrase("stale", session.language), languages_offered(stage, session)]
        return at(first, "place", stage, before=" ".join(closed).rstrip())
    away = stage.phrase("away", session.language)
    return at(go(stage, first.session, place), "place", stage, before=away)


def _missed(stage: Stage, session: Session, long: bool) -> Turn:
    """Not understood. The pieces of one thought get one answer, the third a way to people."""
    soon = stage.world.now - session.missed_at <= AGAIN_SOON
    missed = session.missed + 1 if soon else 1
    session = session._replace(missed=missed, missed_at=stage.world.now)
    people = people_by_text(stage, session)
    if people and (long or missed % 3 == 0):
        name = "thread.asked.long" if long else "thread.asked.third"
        text = people_asked(stage, people, session.language, name)
        return Turn(understood(session), text, "place", asks=people.name)
    if missed % 3 == 2:
        return muted(session)
    if missed % 3 == 0:
        return said(stage, session, "unmatched.third.alone", "missed")
    return said(stage, session, "long.alone" if long else "unmatched.alone", "missed")


def finished(stage: Stage, turn: Turn) -> Turn:
    """Accents fall where that is cheaper; the session lives on for a while."""
    size = part_size(stage.world.line)
    drop = stage.book.settings.drop_accents
    say, plain = (cheapest(text, size, drop_accents=drop) for text in (turn.say, turn.plain))
    later = tuple(
        Later(one.after, cheapest(one.body, size, drop_accents=drop)) for one in turn.later
    )
    until = stage.world.now + stage.book.settings.forget_after
    session = turn.session._replace(until=until) if turn.session else None
    return replace(turn, session=session, say=say, plain=plain, later=later)
