"""What several events come to: it is set anew, it is over, it becomes an alarm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hotline.domain.checkin.record import CheckIn, Outcome
from hotline.domain.checkin.told import Counted, Saying, Telling, ToContact, ToPeer, Word

Moved = tuple[CheckIn, list[Telling]]


def armed(check_in: CheckIn, at: float, *, keys: int = 0, talks: int = 0) -> CheckIn:
    """They are asked then, and what was before is over."""
    return replace(
        check_in,
        state="armed",
        at=at,
        round=check_in.round + 1,
        asks=0,
        asked_at=0.0,
        late=False,
        accepted_at=0.0,
        alarm_at=0.0,
        alarms=0,
        tier=0,
        alarmed=(),
        missed=(),
        owner="",
        active_at=0.0,
        nudges=0,
        wrote_at=0.0,
        wrote="",
        keys=keys,
        talks=talks,
        talked_at=0.0,
        talk_told=(),
    )


def closed(check_in: CheckIn, word: Word | None = None, how: Outcome | None = None) -> Moved:
    """It is over, and erased; who of us knows of an alarm hears `word`."""
    said: list[Telling] = [*to_all(check_in, word)] if word else []
    if how and check_in.state in {"alarm", "owned"}:
        said.append(Counted(how))
    return replace(check_in, state="closed"), said


def alarm(check_in: CheckIn, at: float, rounds: int = 0) -> CheckIn:
    """Nobody of us has it; `rounds` of the alarm are left out, as if they had been."""
    return replace(
        check_in,
        state="alarm",
        alarm_at=at,
        alarms=rounds,
        missed=(),
        owner="",
        active_at=0.0,
        nudges=0,
    )


def answered(check_in: CheckIn, words: str, now: float, saying: Saying = "answered") -> Moved:
    """The contact is well, and one of us has it: they close it when they know."""
    said: list[Telling] = [
        ToPeer(check_in.owner, "answered", words),
        ToContact(saying),
    ]
    return replace(check_in, answered_at=check_in.answered_at or now), said


def to_all(check_in: CheckIn, word: Word, but: Iterable[str] = ()) -> list[ToPeer]:
    """To all of us whom its alarm went to."""
    return [ToPeer(person, word) for person in check_in.concerned if person not in but]
