"""When a check-in is due: every state has a moment of its own, so that what is lost is only late.

What was missed is not made up for: who looks late does what is to be done now, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from hotline.domain.checkin.plan import Ways
from hotline.domain.checkin.record import CheckIn

LATE = 120.0  # seconds after which the first ask is late: text and call at once,
LATE_ANSWER = 60.0  # then so many seconds to answer,
LATE_STOP = 120.0  # and so many where the carrier took none of it
ALARM = 180.0  # seconds from the moment they are asked to the alarm,
ANSWER = 90.0  # not before so many seconds after the carrier took an ask,
HARD_STOP = 300.0  # and whatever the carrier does, after so many
ALIVE = 300.0  # seconds until they are asked again after life that is no answer
COVER = 1800.0  # seconds after the moment they are asked for which somebody must be there
COVER_WANTED = 300.0  # seconds in which cover is looked for before the contact is told
NUDGES = (120.0, 240.0, 360.0)  # seconds without a sign of the owner: text, call, others
CLOSES = 1800.0  # seconds after the contact answered for which an owner may leave it open
OFTEN, SELDOM = 120.0, 900.0  # seconds from one alarm to the next: in the first hour, and later
HOUR, END = 3600.0, 7 * 3600.0  # seconds after the alarm began
STILL_OPEN = 1800.0  # after which coordinators read that nobody has taken it

# Seconds after the moment they are asked: by text, by call.
ASKS: Mapping[Ways, tuple[tuple[float, bool, bool], ...]] = {
    "both": ((0.0, True, False), (90.0, True, True), (135.0, False, True)),
    "texts": ((0.0, True, False), (90.0, True, False)),
    "calls": ((0.0, False, True), (90.0, False, True)),
}
# Seconds after the alarm began: who is on, every peer, coordinators; then all, again and again.
_FIRST = (0.0, 60.0, 120.0)
_ROUNDS = (
    *_FIRST,
    *(OFTEN * n for n in range(2, int(HOUR / OFTEN) + 1)),
    *(HOUR + SELDOM * n for n in range(1, int((END - HOUR) / SELDOM) + 1)),
)
TIERS = 3  # the last tier: everybody, and the fallback numbers


def next_due(check_in: CheckIn) -> float:
    """The moment at which somebody has to look at it next (seconds UTC)."""
    match check_in.state:
        case "armed":
            return min(check_in.at, uncovered_due(check_in))
        case "asking":
            return min(next_ask(check_in), alarm_due(check_in))
        case "alarm":
            return check_in.alarm_at + round_at(check_in.alarms)
        case "owned" if check_in.answered_at:
            return check_in.answered_at + CLOSES
        case "owned":
            return check_in.active_at + NUDGES[check_in.nudges]
        case _:
            return inf


def next_ask(check_in: CheckIn) -> float:
    """When they are asked again; infinite where they were asked often enough."""
    calendar = ASKS[check_in.ways]
    if check_in.late or check_in.asks >= len(calendar):
        return inf
    return check_in.at + calendar[check_in.asks][0]


def asks_by(check_in: CheckIn, now: float) -> int:
    """How many asks of this round were to have gone out by now."""
    return sum(check_in.at + after <= now for after, *_ in ASKS[check_in.ways])


def asked_so_far(check_in: CheckIn) -> tuple[int, int]:
    """How many texts and calls have asked them in this round."""
    if check_in.late:
        return int(check_in.texted), int(check_in.called)
    asks = ASKS[check_in.ways][: check_in.asks]
    return sum(by_text for _, by_text, _ in asks), sum(by_call for *_, by_call in asks)


def alarm_due(check_in: CheckIn) -> float:
    """When silence is an alarm: never before somebody could answer, and never later than that."""
    if check_in.late:
        begin, answer, stop = check_in.asked_at, LATE_ANSWER, check_in.asked_at + LATE_STOP
        stop = max(stop, check_in.at + HARD_STOP)
    else:
        begin, answer, stop = check_in.at + ALARM - ANSWER, ANSWER, check_in.at + HARD_STOP
    if not check_in.accepted_at:
        return stop
    return min(max(begin, check_in.accepted_at) + answer, stop)


def is_alarm_due(check_in: CheckIn, now: float) -> bool:
    """Whether whoever looks at it now may have to ring somebody of us."""
    asking = check_in.state == "asking"
    return check_in.state in {"alarm", "owned"} or (asking and alarm_due(check_in) <= now)


def round_at(number: int) -> float:
    """Seconds from the beginning of an alarm to the `number`th time it is rung, from 0; past the
    last, to its end."""
    return _ROUNDS[number] if number < len(_ROUNDS) else END + SELDOM


def rounds_by(seconds: float) -> int:
    """How many times it was to have been rung so long after it began."""
    return sum(at <= seconds for at in _ROUNDS)


def last_rung(check_in: CheckIn) -> float:
    """When its alarm was last to be rung (seconds UTC); 0 where it was not yet."""
    return check_in.alarm_at + round_at(check_in.alarms - 1) if check_in.alarms else 0.0


def rung_out(check_in: CheckIn) -> bool:
    """Whether its alarm was rung to the last."""
    return check_in.alarms >= len(_ROUNDS)


def uncovered_due(check_in: CheckIn) -> float:
    """When the contact is to be told that nobody would come; infinite where they need not be."""
    if not check_in.uncovered_at or check_in.told_uncovered:
        return inf
    return check_in.uncovered_at + COVER_WANTED


def lives_until(check_in: CheckIn, now: float) -> float:
    """When its last alarm would be over, if nobody did anything any more."""
    start = check_in.alarm_at or max(check_in.at + HARD_STOP, now)
    return max(start, check_in.active_at + NUDGES[-1]) + END + SELDOM
