"""How a phone that is not ours behaves when it is rung."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What happens at a phone by itself. Seconds count from the ringing, or from `after`.

    person: rings until somebody answers, declines or lets it be · answers: picks up after
    `after`, presses `keys` at `wait` later, hangs up at `stays` later · voicemail: picks up
    after `after`, listens for `stays`, presses nothing · declines: after `after` · busy ·
    unreachable.
    """

    kind: str = "person"
    after: float = 2.0
    keys: str = ""
    wait: float = 2.0
    stays: float | None = None


PERSON = Behaviour()
KINDS = frozenset({"person", "answers", "voicemail", "declines", "busy", "unreachable"})
VOICEMAIL_AFTER, VOICEMAIL_STAYS = 20.0, 120.0
PICKS_UP = frozenset({"answers", "voicemail"})


def usual(kind: str) -> Behaviour:
    """A phone of this kind, with nothing special about it."""
    return voicemail() if kind == "voicemail" else Behaviour(kind)


def voicemail(after: float = VOICEMAIL_AFTER) -> Behaviour:
    """A phone that is off is `voicemail(1.0)`."""
    return Behaviour("voicemail", after=after, stays=VOICEMAIL_STAYS)
