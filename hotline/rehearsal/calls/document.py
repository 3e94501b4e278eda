"""Read a voice document as strictly as the carrier's schema puts it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass

from hotline.rehearsal import twiml
from hotline.rehearsal.calls import schema, voices
from hotline.rehearsal.calls.making import MAKERS, MOST_NUMBERS, words_of
from hotline.rehearsal.calls.verbs import Verb

UNKNOWN, NO_DIAL, NOT_WHILE_WAITING, NO_WORDS, TOO_LONG = 12200, 13201, 13238, 13520, 13521
LONGEST = 3000  # characters that the neural voices take at once
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
    words = words_of(element)
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
