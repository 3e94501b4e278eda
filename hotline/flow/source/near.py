"""The name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA


def nearest(written: str, names: Iterable[str]) -> str:
    """The closest of the names, or nothing where none is close."""
    most = max(1, len(written) // 3)
    best, found = most + 1, ""
    for name in names:
        distance = OSA.distance(written.casefold(), name.casefold(), score_cutoff=most)
        if distance < best:
            best, found = distance, name
    return found


def among(names: Iterable[str]) -> str:
    """The names that can be used, for a fix."""
    return "use one of: " + ", ".join(names)
