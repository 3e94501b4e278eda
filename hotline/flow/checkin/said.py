"""What a contact reads of a check-in, and which answers of theirs belong to it."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.times import COVER
from hotline.flow.document import CheckInStep
from hotline.flow.session import Session
from hotline.flow.stage import Stage

MINE = "!check."  # how answers of these questions are kept in a session
WORDS = "*"  # an answer in words of their own
YES = "yes"  # an answer that only agrees
# The answers to each of our questions, by the name of its sentence.
QUESTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "who": (("1", "keep"), ("2", "friend"), ("3", "ambulance"), ("4", "texts")),
    "friend": (("9", "where"), (WORDS, "friend_is")),
    "friend.not": (("9", "where"), (WORDS, "friend_is")),
    "where": (("9", "skip"), (WORDS, "place_is")),
    "where.ambulance": (("1", "no_ambulance"), ("9", "skip"), (WORDS, "place_is")),
    "done_like": (("1", "done"), ("2", "stays")),
    "enough": (("1", "done"), ("2", "stays")),
    "forget": (("1", "forget"), ("2", "stays")),
    "clear": (("1", "clear"), ("2", "stays")),
    "read": (("1", "who"),),
    "person": ((YES, "looks"),),
    "unclear": ((YES, "looks"),),
    "uncovered": (("1", "stays"), ("2", "elsewhere")),
}
_WAYS = {"both": "check.read.both", "texts": "check.read.texts", "calls": "check.read.calls"}
_WISHES = {"friend": "check.read.friend", "ambulance": "check.read.ambulance"}


def asking(session: Session, question: str) -> Session:
    """The session in which this was asked."""
    answers = tuple((number, MINE + name) for number, name in QUESTIONS.get(question, ()))
    return session._replace(asked=answers)


def sentence(stage: Stage, check_in: CheckIn, name: str, language: str) -> str:
    """A sentence about a check-in, with whatever it tells."""
    at, until, stopped = check_in.at, check_in.at + COVER, check_in.stopped_at
    return stage.phrase(
        name,
        language,
        handle=f"@{check_in.handle}",
        minutes=str(round(check_in.length / 60)),
        clock=stage.short_clock(at, language),
        time=stage.clock(at, language),
        until=stage.clock(until, language),
        stopped=stage.clock(stopped, language),
    )


def ask(stage: Stage, check_in: CheckIn, number: int, language: str) -> str:
    """The text that asks, the first time or again."""
    again = "check.ask.again" if check_in.called else "check.ask.again.texts"
    return sentence(stage, check_in, again if number > 1 else "check.ask", language)


def forgetting(stage: Stage, check_in: CheckIn, language: str) -> str:
    """Whether all is to be erased, though it is on; when they are asked, until they are."""
    name = "check.forget" if check_in.state == "armed" else "check.forget.asked"
    return sentence(stage, check_in, name, language)


def read_back(stage: Stage, check_in: CheckIn, language: str, *, in_thread: bool) -> str:
    """What is set, without the place and the number. Once they are asked, the question."""
    if check_in.state == "asking":
        return ask(stage, check_in, 1, language)
    if check_in.state != "armed":
        name = "check.owned" if check_in.state == "owned" else "check.still_trying"
        return sentence(stage, check_in, name, language)
    end = "check.read.thread" if in_thread else "check.read.end"
    names = (_WAYS[check_in.ways], _WISHES.get(check_in.plan.wish, ""), end)
    return " ".join(sentence(stage, check_in, name, language) for name in names if name)


def arrived(stage: Stage, session: Session, step: CheckInStep) -> tuple[Session, str, bool]:
    """What is said at the step, and whether it leads on to what there is instead."""
    standing, language = stage.world.standing, session.language
    if not step.offered:
        return session, "", True
    if standing.state != "open":
        return session, stage.phrase(f"line.{standing.state}", language), True
    if not stage.world.remembered:
        return session, stage.phrase("check.not_kept", language), True
    session = session._replace(place=step.name, shown=())
    if step.alarm in standing.on or step.alarm in standing.texted:
        return (*how_long(stage, session, step), False)
    opens = standing.again(step.alarm, stage.world.now) or 0.0
    return (*refused(stage, session, step, "nobody", opens=opens), False)


def how_long(stage: Stage, session: Session, step: CheckInStep) -> tuple[Session, str]:
    """The consent, and the lengths that are offered."""
    language = session.language
    numbered = list(enumerate(step.after, 1))
    lines = [f"{n} {_minutes(stage, seconds, language)}" for n, seconds in numbered]
    asked = tuple((str(n), f"{MINE}in {seconds}") for n, seconds in numbered)
    how = stage.phrase("check.how", language)
    text = "\n".join([step.consent.in_language(language), *lines, how])
    return session._replace(asked=asked), text


def refused(
    stage: Stage,
    session: Session,
    step: CheckInStep,
    why: str,
    *,
    minutes: int = 0,
    until: float = 0.0,
    opens: float = 0.0,
) -> tuple[Session, str]:
    """Why there is none, honestly, and what there is instead. `opens` and `until` are seconds UTC,
    0: nobody knows."""
    language = session.language
    at = opens if why == "nobody" else until
    name = {
        "nobody": "check.nobody.from" if opens else "check.nobody",
        "short": "check.short" if minutes else "check.short.none",
        "full": "check.full" if minutes else "check.full.none",
    }.get(why, f"check.{why}")
    clock = stage.short_clock(at, language) if at else ""
    text = stage.phrase(name, language, minutes=str(minutes), clock=clock)
    if why in {"nobody", "short"}:
        later = (("2", "!write"),) if opens else ()
        session = session._replace(asked=(("1", step.otherwise), *later))
    return session, text


def _minutes(stage: Stage, seconds: int, language: str) -> str:
    return stage.phrase("check.minutes", language, minutes=str(seconds // 60))
