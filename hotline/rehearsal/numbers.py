"""Which addresses the carrier takes for a number, and its magic ones that always fail."""

from __future__ import annotations

import re

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
NORTH_AMERICA = re.compile(r"\+1[2-9][0-9]{2}[2-9][0-9]{6}")

# The carrier's documented test numbers; the same tests can run against both.
MAGIC_TO = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
MAGIC_FROM = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}
CALL_TO = {
    "+15005550001": 21217,
    "+15005550002": 21214,
    "+15005550003": 21215,
    "+15005550004": 21216,
}


def channel(address: str) -> str:
    return "whatsapp:" if address.startswith("whatsapp:") else ""


def bare(address: str) -> str:
    return address.removeprefix("whatsapp:")


def valid(address: str) -> bool:
    number = bare(address)
    if number.startswith("+1"):
        return NORTH_AMERICA.fullmatch(number) is not None
    return E164.fullmatch(number) is not None
