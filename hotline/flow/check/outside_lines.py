"""A rule on other people's telephone numbers: never without what they do about police."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.flow.check.naming import short
from hotline.flow.check.said import card_texts, line_of
from hotline.flow.check.secrets import NUMBER, is_ours
from hotline.flow.document import Book, Card, Where
from hotline.flow.fault import Fault

# Short numbers that people answer. An ambulance (911, 112, 15) is not a line: to call one is the
# contact's choice, and the card that says how is about that.
_SHORT = re.compile(r"(?<![\w.+-])(?:988|211|311|811|741741|686868|116\s?123|3114|3919)(?![\w-])")

# A house has such a number too: 211 Elm Street, calle Elm 211.
_NAMES = r"(?:\s+[A-ZÀ-Þ0-9][\w.]*){1,3}"
_ADDRESS = re.compile(
    rf"\b\d+{_NAMES}?\s+(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Dr|Drive|Ln|Lane|Way|Hwy|Sq|Place)\b"
    rf"|\b(?i:calle|avenida|av|rue|avenue|boulevard|plaza|place)\b\.?{_NAMES}?,?\s+\d+\b"
    r"|\b\d+,?\s+(?:rue|avenue|boulevard|place)\b"
)


def without_police_policy(book: Book) -> Iterator[Fault]:
    """C05: a line for people, and not a word on whether it sends police."""
    for card in (place for place in book.places.values() if isinstance(place, Card)):
        found = "" if card.facts.get("police_policy") else _number(book, card)
        if found:
            what = (
                f'"{short(card.name)}" names a line ("{found}") and not what it does about police'
            )
            fix = "ask them, and add: police_policy: never, only if you ask, may send, or unknown"
            yield Fault(_where(card, found), "warning", "C05", what, fix)


def _number(book: Book, card: Card) -> str:
    """The first number that is not ours."""
    for said in card_texts(card):
        for sentence in said.text.said.values():
            if short_line := _SHORT.search(_ADDRESS.sub("", sentence)):
                return short_line[0]
            for written in NUMBER.findall(sentence):
                if sum(map(str.isdigit, written)) >= 10 and not is_ours(book, written):
                    return str(written)
    return ""


def _where(card: Card, number: str) -> Where:
    texts = (said.text for said in card_texts(card))
    holding = (
        (text, x) for text in texts for x, sentence in text.said.items() if number in sentence
    )
    return line_of(*next(holding))
