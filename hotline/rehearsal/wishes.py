"""What a REST request wishes for: its form, with repeated names kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from hotline.rehearsal.refusals import Refusal, refusal

Form = Mapping[str, Sequence[str]]


def one(given: Form, name: str, usual: str = "") -> str:
    values = given.get(name) or [usual]
    return values[0]


def strange(
    given: Form, known: frozenset[str], lists: frozenset[str], doing: str
) -> Refusal | None:
    """A name that the carrier does not know, or a single one given twice: always our bug."""
    unknown = sorted(set(given) - known)
    twice = sorted(n for n, v in given.items() if len(v) > 1 and n not in lists)
    if not unknown and not twice:
        return None
    named = ", ".join(unknown + twice)
    return refusal(20001, what=named, misuse=f"unknown parameter when {doing}: {named}")


def web(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname)
