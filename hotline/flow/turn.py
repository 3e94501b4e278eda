"""What comes of a text, and the three ways to make one: a place, a sentence, silence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hotline.domain.callback import Promise
from hotline.flow.lexicon import person_place
from hotline.flow.scene import Scene, go, show
from hotline.flow.session import Session
from hotline.flow.stage import Stage

Outcome = Literal[
    "emergency",
    "place",
    "command",
    "asked",
    "missed",
    "muted",
    "stopped",
    "blocked",
    "started",
    "erased",
    "pictures",
    "agreed",
    "peer",
    "relayed",
    "checked",
]


@dataclass(frozen=True, slots=True)
class Later:
    """A text that follows `after` so many seconds."""

    after: int
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """What comes of a text.

    `say` is one message, empty for silence; `plain` its second wording for when a filter blocks it.
    `session` None: forget it. `call_off`: what was promised for later no longer happens. `promise`:
    what its sender has just agreed to. `asks` is the hand-off whose people are asked to write with
    them, `urgent`: the steps were just given.
    """

    session: Session | None
    say: str = field(repr=False)
    outcome: Outcome
    plain: str = field(default="", repr=False)
    later: tuple[Later, ...] = ()
    call_off: bool = False
    promise: Promise | None = None
    asks: str = ""
    urgent: bool = False


def at(scene: Scene, outcome: Outcome, stage: Stage, before: str = "") -> Turn:
    """A turn that shows a scene. Texts that follow replace what an earlier turn had promised."""
    language = scene.session.language
    later = tuple(
        Later(follow.after, follow.text.in_language(language))
        for follow in scene.follow
        if stage.holds(follow.when, language)
    )
    text = f"{before}\n{scene.text}" if before else scene.text
    calls_off = bool(later) or scene.calls_off
    return Turn(scene.session, text, outcome, scene.plain, later, calls_off, asks=scene.asks)


def said(
    stage: Stage, session: Session, name: str, outcome: Outcome = "command", **fillers: str
) -> Turn:
    """A turn that says one of the line's own sentences and stays where it is."""
    return Turn(session, stage.phrase(name, session.language, **fillers), outcome)


def unheard() -> Turn:
    """A turn that keeps still because nothing would arrive, and that holds nothing."""
    return Turn(None, "", "muted")


def muted(session: Session) -> Turn:
    """A turn that keeps still."""
    return Turn(session, "", "muted")


def home(stage: Stage, session: Session) -> Turn:
    """A turn at the first list."""
    return at(go(stage, understood(session), stage.start), "place", stage)


def here(stage: Stage, session: Session, outcome: Outcome = "command") -> Turn:
    """The place on the screen once more; home when there is none, or the flows have lost it."""
    place = session.place if session.place in stage.book.places else stage.start
    return at(show(stage, session, place), outcome, stage)


def person(stage: Stage, session: Session) -> Turn:
    """A person was asked for, by 0 or in words."""
    place = person_place(stage.book)
    if not place:
        return said(stage, session, "person")
    return at(go(stage, understood(session), place), "place", stage)


def understood(session: Session) -> Session:
    """The count of texts not understood starts again."""
    return session._replace(missed=0) if session.missed else session
