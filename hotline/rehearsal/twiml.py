"""Read an answer to a webhook: XML at all, then texts as strictly as the schema puts them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass

from hotline.rehearsal.happenings import Answer

XML = frozenset({"text/xml", "application/xml", "text/html"})
LARGEST = 64 * 1024
ATTRIBUTES: dict[str, frozenset[str]] = {
    "Response": frozenset(),
    "Message": frozenset({"to", "from", "action", "method", "statusCallback"}),
    "Redirect": frozenset({"method"}),
    "Body": frozenset(),
    "Media": frozenset(),
}
CHILDREN: dict[str, frozenset[str]] = {
    "Response": frozenset({"Message", "Redirect"}),
    "Message": frozenset({"Body", "Media"}),
    "Redirect": frozenset(),
    "Body": frozenset(),
    "Media": frozenset(),
}


class NotTwimlError(Exception):
    """The document cannot be carried out at all."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


@dataclass(frozen=True, slots=True)
class Said:
    """<Message>: a text to send back."""

    body: str
    media: int = 0
    to: str = ""
    sender: str = ""
    action: str = ""
    method: str = "POST"
    callback: str = ""


@dataclass(frozen=True, slots=True)
class Redirected:
    """<Redirect>: go on with another document."""

    url: str
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Document:
    """What the answer asks for, in order, and what in it means nothing to the carrier."""

    verbs: tuple[Said | Redirected, ...]
    complaints: tuple[str, ...]


def usable(answer: Answer) -> str:
    """The body of an answer that the carrier would try to carry out."""
    if answer.failure is not None:
        raise NotTwimlError(answer.failure, "no answer")
    if not 200 <= answer.status < 300:
        raise NotTwimlError(11200, f"the answer was HTTP {answer.status}")
    if answer.content_type.split(";")[0].strip().lower() not in XML:
        raise NotTwimlError(12300, "the Content-Type is not one of XML")
    return answer.body


def read(text: str) -> Document:
    top = root(text)
    complaints: list[str] = []
    verbs = [verb for child in top if (verb := _verb(child, complaints)) is not None]
    complaints += _strange(top)
    return Document(tuple(verbs), tuple(complaints))


def root(text: str) -> ET.Element:
    if len(text.encode()) > LARGEST:
        raise NotTwimlError(11750, "the answer is larger than 64 kB")
    if text[:1] in (" ", "\n", "\r", "\t", "\ufeff"):
        raise NotTwimlError(12100, "there is white space before the XML")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise NotTwimlError(12100, "the XML has a document type")
    try:
        root = ET.fromstring(text.encode())  # noqa: S314 small, from our own line, no entities
    except ET.ParseError as fault:
        raise NotTwimlError(12100, f"not XML: {fault}") from None
    if root.tag != "Response":
        raise NotTwimlError(12100, f"the root is <{root.tag}>, not <Response>")
    return root


def _strange(element: ET.Element) -> list[str]:
    """Attributes and stray words of one element that the schema does not have."""
    known = ATTRIBUTES[element.tag]
    found = [f"<{element.tag}> has no attribute {a}" for a in element.attrib if a not in known]
    method = element.attrib.get("method", "POST")
    if method not in ("GET", "POST"):
        found.append(f"<{element.tag}> has an unknown method")
    own = [element.text or ""] if element.tag == "Response" else []
    if any(t.strip() for t in own + [child.tail or "" for child in element]):
        found.append(f"<{element.tag}> has words where none can be")
    return found


def _verb(element: ET.Element, complaints: list[str]) -> Said | Redirected | None:
    if element.tag not in CHILDREN["Response"]:
        complaints.append(f"<{element.tag}> is not a messaging verb")
        return None
    complaints += _strange(element) + _nested(element)
    if element.tag == "Redirect":
        return Redirected((element.text or "").strip(), element.attrib.get("method", "POST"))
    return _message(element, complaints)


def _nested(element: ET.Element) -> list[str]:
    found: list[str] = []
    for child in element:
        if child.tag not in CHILDREN[element.tag]:
            found.append(f"<{child.tag}> cannot be inside <{element.tag}>")
            continue
        found += _strange(child)
        found += [f"<{inner.tag}> cannot be inside <{child.tag}>" for inner in child]
    return found


def _message(element: ET.Element, complaints: list[str]) -> Said:
    bodies = element.findall("Body")
    words = (element.text or "").strip()
    if len(bodies) > 1 or (bodies and words):
        complaints.append("<Message> has more than one body")
    at = element.attrib
    return Said(
        body=(bodies[0].text or "") if bodies else (element.text or "" if words else ""),
        media=len(element.findall("Media")),
        to=at.get("to", ""),
        sender=at.get("from", ""),
        action=at.get("action", ""),
        method=at.get("method", "POST"),
        callback=at.get("statusCallback", ""),
    )
