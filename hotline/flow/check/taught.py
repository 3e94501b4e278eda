"""A rule on words that a text tells people to send."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.flow.carrier_words import CARRIER_WORDS
from hotline.flow.check.said import all_texts, line_of
from hotline.flow.document import Book
from hotline.flow.fault import Fault
from hotline.flow.words import normalise

_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{2,}\b")
# What everybody may be told: it ends our texts, or gets help, whoever hears it.
_TRUE_EVERYWHERE = frozenset({"stop", "arret", "alto", "help", "ayuda"})
_NEVER = CARRIER_WORDS - _TRUE_EVERYWHERE


def carrier_words_in_texts(book: Book) -> Iterator[Fault]:
    """K09: a text tells to send a word that the carrier keeps, so that the answer never comes."""
    for said in all_texts(book):
        for language, sentence in said.text.said.items():
            found = [word for word in _CAPITALS.findall(sentence) if normalise(word) in _NEVER]
            if found:
                what = f'{said.of} tells to send "{found[0]}", which belongs to the carrier'
                fix = "make it an option of a menu: people answer its number"
                yield Fault(line_of(said.text, language), "warning", "K09", what, fix)
