"""Names of places, hours and rotations where they are used."""

from __future__ import annotations

from typing import Literal

from hotline.flow.source.fields import Field, scalar, scalars
from hotline.flow.source.page import Page


def place(page: Page, field: Field | None, by: str) -> str:
    """The full name of the place a field leads to."""
    return _named(page, field, "place", by)


def hours(page: Page, field: Field | None, by: str) -> str:
    """The name of opening hours."""
    return _named(page, field, "hours", by)


def rotation(page: Page, field: Field | None, by: str) -> str:
    """The name of a rotation."""
    return _named(page, field, "rotation", by)


def places(page: Page, field: Field | None, by: str) -> tuple[str, ...]:
    """The full names of several places."""
    return tuple(page.mention("place", node, by) for node in scalars(page, field))


def _named(
    page: Page, field: Field | None, kind: Literal["place", "hours", "rotation"], by: str
) -> str:
    node = scalar(page, field)
    return page.mention(kind, node, by) if node else ""
