"""Asking back where a text may mean this or that; the answers are numbers, no carrier's words."""

from __future__ import annotations

from dataclasses import replace

from hotline.flow.commands import command
from hotline.flow.index import Command, Go, Speak, Target
from hotline.flow.lexicon import TAKING
from hotline.flow.scene import go, show
from hotline.flow.session import Session
from hotline.flow.stage import Stage
from hotline.flow.turn import Turn, at, here, home, said, understood

# How a target is kept in a session until it is picked: a place, `@language`, `!command`, or none.
_SPEAK, _COMMAND, _NEITHER = "@", "!", ""
_CHECK_IN = "!check."  # an answer about a check-in that comes too late


def ask(stage: Stage, session: Session, targets: tuple[Target, ...]) -> Turn:
    """Ask which one is meant; the last answer is always: none of these."""
    match targets:
        case (Command(name),) if name in TAKING:
            answers = [f"{_COMMAND}{name}", _NEITHER]
            turn = said(stage, session, f"did_you_mean.{name}", "asked")
        case _:
            answers = [*map(_kept, targets), _NEITHER]
            labels = [*(_label(stage, t, session.language) for t in targets), _none(stage, session)]
            choices = " ".join(f"{n} {label}" for n, label in enumerate(labels, 1))
            turn = said(stage, session, "did_you_mean", "asked", choices=choices)
    asked = tuple((str(n), answer) for n, answer in enumerate(answers, 1))
    return replace(turn, session=session._replace(asked=asked))


def answered(stage: Stage, session: Session, answer: str) -> Turn:
    """Our question was answered; a place that has gone since leads home."""
    if answer == _NEITHER or answer.startswith(_CHECK_IN):
        return here(stage, session, "place")
    if answer.startswith(_COMMAND):
        return command(stage, session, answer[1:])
    if answer.startswith(_SPEAK):
        return speak(stage, session, answer[1:])
    if answer not in stage.book.places:
        return home(stage, session)
    return at(go(stage, understood(session), answer), "place", stage)


def speak(stage: Stage, session: Session, language: str) -> Turn:
    """Go on in this language, and stay in it; what is on the screen is said again."""
    session = session._replace(language=language, chosen=True)
    place = session.place if session.place in stage.book.places else stage.start
    return at(show(stage, session, place), "command", stage)


def _kept(target: Target) -> str:
    match target:
        case Go(place):
            return place
        case Speak(language):
            return f"{_SPEAK}{language}"
        case Command(name):
            return f"{_COMMAND}{name}"


def _label(stage: Stage, target: Target, language: str) -> str:
    match target:
        case Go(place):
            return stage.book.title_of(place, language) or _words_for(stage, place, language)
        case Speak(spoken):
            return stage.phrase("language_name", spoken)
        case Command(name):
            words = stage.book.words[name].by_language
            return (words.get(language) or next(iter(words.values())))[0].text


def _words_for(stage: Stage, place: str, language: str) -> str:
    """The first words that lead to a place which no list names."""
    tiers = (stage.lexicon.anywhere, stage.lexicon.emergency)
    found = (entry for tier in tiers for same in tier.whole.values() for entry in same)
    words = [entry for entry in found if entry.target == Go(place)]
    words.sort(key=lambda entry: entry.language != language)
    return words[0].phrase if words else ""


def _none(stage: Stage, session: Session) -> str:
    return stage.phrase("no", session.language)
