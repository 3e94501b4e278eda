"""Read a voice document as strictly as the carrier's schema puts it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hotline.rehearsal import twiml
from hotline.rehearsal.calls import schema, voices
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

UNKNOWN, NO_DIAL, NOT_WHILE_WAITING, NO_WORDS, TOO_LONG = 12200, 13201, 13238, 13520, 13521
LONGEST = 3000  # characters that the neural voices take at once
MOST_NUMBERS = 10
# By what a document is for: which verbs it may have, and the alert for others.
ALLOWED: dict[str, tuple[frozenset[str], int]] = {
    "call": (schema.VERBS, UNKNOWN),
    "whisper": (schema.PROMPTS | {"Gather", "Hangup", "Redirect"}, NO_DIAL),
    "wait": (schema.PROMPTS | {"Redirect"}, NOT_WHILE_WAITING),
    "announce": (schema.PROMPTS, NOT_WHILE_WAITING),
}
Complaint = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Document:
    """Verbs in order, and what in it means nothing to the carrier (code, why)."""

    verbs: tuple[Verb, ...]
    complaints: tuple[Complaint, ...]


def read(text: str, kind: str) -> Document:
    root = twiml.root(text)
    complaints = _strange(root)
    allowed, code = ALLOWED[kind]
    verbs: list[Verb] = []
    for child in root:
        if child.tag not in schema.VERBS:
            complaints.append((UNKNOWN, f"<{child.tag}> is not a voice verb"))
        elif child.tag not in allowed:
            complaints.append((code, f"<{child.tag}> cannot be here"))
        elif wrong := _dumb(child):
            complaints.append(wrong)
        else:
            complaints += _deep(child)
            verbs.append(MAKERS[child.tag](child))
    return Document(tuple(verbs), tuple(complaints))


def _dumb(element: ET.Element) -> Complaint | None:
    """A voice that does not exist, or not in this language, says nothing.

    Inside <Gather> it fails the whole document: the caller could not know what to press.
    """
    if element.tag == "Say":
        return voices.fault(element.attrib.get("voice", ""), element.attrib.get("language", ""))
    for child in element.findall("Say") if element.tag == "Gather" else ():
        if wrong := _dumb(child):
            raise twiml.NotTwimlError(*wrong)
    return None


def _deep(element: ET.Element) -> list[Complaint]:
    found = _strange(element) + SPECIAL.get(element.tag, _nothing)(element)
    if element.tag == "Say":  # what is inside says how to say it
        inside = [e for e in element.iter() if e is not element and e.tag not in schema.SSML]
        return found + [(UNKNOWN, f"<{e.tag}> cannot be inside <Say>") for e in inside]
    for child in element:
        if child.tag in schema.ELEMENTS[element.tag].children:
            found += _deep(child)
        else:
            found.append((UNKNOWN, f"<{child.tag}> cannot be inside <{element.tag}>"))
    return found


def _strange(element: ET.Element) -> list[Complaint]:
    known = schema.ELEMENTS[element.tag]
    found = []
    for name, value in element.attrib.items():
        if name not in known.attributes:
            found.append((UNKNOWN, f"<{element.tag}> has no attribute {name}"))
        elif not known.attributes[name](value):
            found.append((UNKNOWN, f"<{element.tag} {name}> cannot be {value[:20]!r}"))
    if not known.words and any(w.strip() for w in _own_words(element)):
        found.append((UNKNOWN, f"<{element.tag}> has words where none can be"))
    return found


def _own_words(element: ET.Element) -> list[str]:
    return [element.text or "", *(child.tail or "" for child in element)]


def _nothing(element: ET.Element) -> list[Complaint]:
    return []


def _spoken(element: ET.Element) -> list[Complaint]:
    words = _words(element)
    if not words:
        return [(NO_WORDS, "<Say> has no words")]
    return [(TOO_LONG, "<Say> is too long")] if len(words) > LONGEST else []


def _dialled(element: ET.Element) -> list[Complaint]:
    numbers, rooms = element.findall("Number"), element.findall("Conference")
    plain = bool((element.text or "").strip())
    nouns = len(numbers) + len(rooms) + plain
    if nouns == 0:
        return [(UNKNOWN, "<Dial> dials nobody")]
    if (rooms or plain) and nouns > 1:
        return [(UNKNOWN, "<Dial> has one room, or numbers")]
    return [(UNKNOWN, "<Dial> takes ten numbers")] if nouns > MOST_NUMBERS else []


SPECIAL: dict[str, Callable[[ET.Element], list[Complaint]]] = {"Say": _spoken, "Dial": _dialled}


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


def _words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _say(element: ET.Element) -> Say:
    at = _At(element)
    return Say(
        words=_words(element),
        voice=at.get("voice", "man"),
        language=at.get("language", "en-US"),
        loop=at.number("loop", 1),
    )


def _play(element: ET.Element) -> Play:
    at = _At(element)
    return Play(_words(element), at.number("loop", 1), at.get("digits"))


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
        number=_words(element),
        whisper=at.get("url"),
        callback=at.get("statusCallback"),
        events=at.words("statusCallbackEvent", "completed"),
    )


def _conference(element: ET.Element) -> Conference:
    at = _At(element)
    return Conference(
        name=_words(element),
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
    "Redirect": lambda element: Redirect(_words(element)),
    "Hangup": lambda element: Hangup(),
    "Reject": lambda element: Reject(_At(element).get("reason", "rejected")),
    "Dial": _dial,
}
