"""A rule on web addresses in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.flow.check.said import all_texts, line_of
from hotline.flow.document import Book
from hotline.flow.fault import Fault

# Public shorteners. Carriers block texts that hold one (Twilio error 30007).
_SHORTENED = re.compile(
    r"\b(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|v\.gd|buff\.ly|rb\.gy|cutt\.ly"
    r"|rebrand\.ly|shorturl\.at|tiny\.cc|t\.ly|lnkd\.in|linktr\.ee|s\.id)\b(?:/\S*)?",
    re.IGNORECASE,
)


def shortened(book: Book) -> Iterator[Fault]:
    """T14: a shortened link: it hides where it leads, and the text may never arrive."""
    for said in all_texts(book):
        for language, sentence in said.text.said.items():
            found = _SHORTENED.search(sentence)
            if found:
                what = f'{said.of} holds the shortened link "{found[0]}", which carriers block'
                fix = "write the full address, or say where it can be found"
                yield Fault(line_of(said.text, language), "warning", "T14", what, fix)
