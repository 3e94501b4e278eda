"""The voice elements that this carrier carries out, with their attributes and what they hold.

From the carrier's published TwiML reference. What real Twilio has and this table has not
(recording, speech, queues) is an alert, so that nobody relies on it unrehearsed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _whole(value: str) -> bool:
    return value.isdigit()


def _truth(value: str) -> bool:
    return value in ("true", "false")


def _any(value: str) -> bool:
    return not value.startswith(("[", "{"))  # a list that was printed, not joined


def _one_of(*allowed: str) -> Callable[[str], bool]:
    return lambda value: value in allowed


def _some_of(*allowed: str) -> Callable[[str], bool]:
    return lambda value: bool(value.split()) and set(value.split()) <= set(allowed)


def _keys(value: str) -> bool:
    return set(value) <= set("0123456789*#")


POSTED = _one_of("POST")  # a GET would put numbers into addresses; nobody here asks for one
CALL_EVENTS = ("initiated", "ringing", "answered", "completed")
ROOM_EVENTS = ("start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement")


@dataclass(frozen=True, slots=True)
class Element:
    """How an attribute must look, which children may stand inside, whether words may."""

    attributes: dict[str, Callable[[str], bool]]
    children: frozenset[str] = frozenset()
    words: bool = False


PROMPTS = frozenset({"Say", "Play", "Pause"})
VERBS = PROMPTS | {"Gather", "Redirect", "Hangup", "Reject", "Dial"}
SSML = frozenset(
    {"break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"}
)
ELEMENTS: dict[str, Element] = {
    "Response": Element({}, VERBS),
    "Say": Element({"voice": _any, "language": _any, "loop": _whole}, SSML, words=True),
    "Play": Element({"loop": _whole, "digits": _any}, words=True),
    "Pause": Element({"length": _whole}),
    "Gather": Element(
        {
            "action": _any,
            "method": POSTED,
            "input": _one_of("dtmf"),
            "numDigits": _whole,
            "timeout": _whole,
            "finishOnKey": _keys,
            "actionOnEmptyResult": _truth,
            "bargeIn": _truth,
            "language": _any,
        },
        PROMPTS,
    ),
    "Redirect": Element({"method": POSTED}, words=True),
    "Hangup": Element({}),
    "Reject": Element({"reason": _one_of("rejected", "busy")}),
    "Dial": Element(
        {
            "action": _any,
            "method": POSTED,
            "timeout": _whole,
            "timeLimit": _whole,
            "hangupOnStar": _truth,
            "callerId": _any,
            "answerOnBridge": _truth,
            "record": _one_of("do-not-record"),
        },
        frozenset({"Number", "Conference"}),
        words=True,
    ),
    "Number": Element(
        {
            "url": _any,
            "method": POSTED,
            "statusCallback": _any,
            "statusCallbackMethod": POSTED,
            "statusCallbackEvent": _some_of(*CALL_EVENTS),
        },
        words=True,
    ),
    "Conference": Element(
        {
            "startConferenceOnEnter": _truth,
            "endConferenceOnExit": _truth,
            "muted": _truth,
            "beep": _one_of("true", "false", "onEnter", "onExit"),
            "maxParticipants": _whole,
            "waitUrl": _any,
            "waitMethod": POSTED,
            "record": _one_of("do-not-record"),
            "jitterBufferSize": _one_of("large", "medium", "small", "off"),
            "region": _any,
            "participantLabel": _any,
            "statusCallback": _any,
            "statusCallbackMethod": POSTED,
            "statusCallbackEvent": _some_of(*ROOM_EVENTS),
        },
        words=True,
    ),
}
