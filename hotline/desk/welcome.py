"""Somebody calls: until people answer calls, the line says what it can do, and the steps."""

from __future__ import annotations

from hotline.desk.tools import Desk


def welcome(desk: Desk) -> list[tuple[str, str]]:
    """(language, words) for each language of the line."""
    said = desk.edition().book.phrases["call.sorry"].said
    return [
        (language, said[language]) for language in desk.edition().book.languages if language in said
    ]
