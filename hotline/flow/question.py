"""Our question whether somebody breathes: all but a clear answer to it is a cry for the steps."""

from __future__ import annotations

from hotline.flow.index import Command, Go, Speak
from hotline.flow.reading import Meant, Picked, Reading
from hotline.flow.session import Session
from hotline.flow.stage import Stage

ANSWERED = 600  # seconds in which a text answers the question
# What somebody wants whatever else is going on.
VITAL = frozenset({"privacy", "clear", "forget", "stop", "carrier.stop", "person"})


def emergency_places(stage: Stage, *emergency: str) -> set[str]:
    """Where the words lead that are an emergency (`yes`), or may be one (`maybe`)."""
    return {always.go for always in stage.book.always if always.emergency in emergency}


def steps_in_question(stage: Stage, session: Session) -> Picked | None:
    """The number that brings the steps, if the question is on the screen and was just asked."""
    since = stage.world.now - session.until + stage.book.settings.forget_after
    if session.place not in emergency_places(stage, "maybe") or since > ANSWERED:
        return None
    steps = emergency_places(stage, "yes")
    return next((Picked(number) for number, place in session.shown if place in steps), None)


def answers(stage: Stage, session: Session, reading: Reading, said: str) -> bool:
    """Whether it is clear what was answered.

    A lone YES comes as the carrier's word; what a "no" denies here, nobody can say.
    """
    match reading:
        case Picked(number):
            return number == "0" or number in dict(session.shown)
        case Meant(Go(place)):
            other = place in emergency_places(stage, "yes", "maybe") - {session.place}
            return other or _said_plainly(stage, session.place, place, said)
        case Meant(Command(name)):
            return name in VITAL
        case Meant(Speak()):
            return True
        case _:
            return False


def _said_plainly(stage: Stage, menu: str, place: str, said: str) -> bool:
    """Whether words of this menu lead there letter for letter, or the first words of its label."""
    here = stage.lexicon.menus.get(menu)
    if here is None:
        return False  # a card asks it
    begun = here.begun(said) if " " in said else []
    within = (entry for _, entry in here.within(said.split()))
    return any(entry.target == Go(place) for entry in (*begun, *within))
