"""From an element of a document that was checked to the verb that it asks for."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping

from hotline.rehearsal.calls import schema
from hotline.rehearsal.calls.verbs import (
    Conference,
    Dial,
    Gather,
    Hangup,
    Number,
    Pause,
    Play,
    Prompt,
    Redirect,
    Reject,
    Say,
    Verb,
)

MOST_NUMBERS = 10


class _At:
    """The attributes of one element; one that does not look right counts as not given."""

    def __init__(self, element: ET.Element) -> None:
        known = schema.ELEMENTS[element.tag].attributes
        self._given: Mapping[str, str] = {
            n: v for n, v in element.attrib.items() if n in known and known[n](v)
        }

    def get(self, name: str, usual: str = "") -> str:
        return self._given.get(name, usual)

    def maybe(self, name: str) -> str | None:
        return self._given.get(name)

    def number(self, name: str, usual: int) -> int:
        return int(self._given.get(name, usual))

    def true(self, name: str, usual: bool) -> bool:
        return self._given.get(name, str(usual).lower()) == "true"

    def words(self, name: str, usual: str = "") -> frozenset[str]:
        return frozenset(self._given.get(name, usual).split())


def words_of(element: ET.Element) -> str:
    """All words of an element, of what is inside it too, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _say(element: ET.Element) -> Say:
    at = _At(element)
    return Say(
        words=words_of(element),
        voice=at.get("voice", "man"),
        language=at.get("language", "en-US"),
        loop=at.number("loop", 1),
    )


def _play(element: ET.Element) -> Play:
    at = _At(element)
    return Play(words_of(element), at.number("loop", 1), at.get("digits"))


def _pause(element: ET.Element) -> Pause:
    return Pause(_At(element).number("length", 1))


PROMPTERS: dict[str, Callable[[ET.Element], Prompt]] = {
    "Say": _say,
    "Play": _play,
    "Pause": _pause,
}


def _gather(element: ET.Element) -> Gather:
    at = _At(element)
    digits = at.maybe("numDigits")
    return Gather(
        prompts=tuple(PROMPTERS[c.tag](c) for c in element if c.tag in PROMPTERS),
        action=at.get("action"),
        digits=int(digits) if digits else None,
        timeout=at.number("timeout", 5),
        finish=at.get("finishOnKey", "#"),
        on_empty=at.true("actionOnEmptyResult", False),
        barge_in=at.true("bargeIn", True),
    )


def _dial(element: ET.Element) -> Dial:
    at = _At(element)
    plain = (element.text or "").strip()
    numbers = [_number(child) for child in element.findall("Number")]
    rooms = [_conference(child) for child in element.findall("Conference")]
    return Dial(
        numbers=tuple([Number(plain)] if plain else numbers)[:MOST_NUMBERS],
        room=rooms[0] if rooms else None,
        action=at.maybe("action"),
        timeout=at.number("timeout", 30),
        limit=at.number("timeLimit", 14400),
        star=at.true("hangupOnStar", False),
        caller_id=at.get("callerId"),
        on_bridge=at.true("answerOnBridge", False),
    )


def _number(element: ET.Element) -> Number:
    at = _At(element)
    return Number(
        number=words_of(element),
        whisper=at.get("url"),
        callback=at.get("statusCallback"),
        events=at.words("statusCallbackEvent", "completed"),
    )


def _conference(element: ET.Element) -> Conference:
    at = _At(element)
    return Conference(
        name=words_of(element),
        start=at.true("startConferenceOnEnter", True),
        end=at.true("endConferenceOnExit", False),
        muted=at.true("muted", False),
        beep=at.get("beep", "true"),
        most=at.number("maxParticipants", 250),
        wait=at.maybe("waitUrl"),
        callback=at.get("statusCallback"),
        events=at.words("statusCallbackEvent"),
        label=at.get("participantLabel"),
    )


MAKERS: dict[str, Callable[[ET.Element], Verb]] = {
    "Say": _say,
    "Play": _play,
    "Pause": _pause,
    "Gather": _gather,
    "Redirect": lambda element: Redirect(words_of(element)),
    "Hangup": lambda element: Hangup(),
    "Reject": lambda element: Reject(_At(element).get("reason", "rejected")),
    "Dial": _dial,
}
