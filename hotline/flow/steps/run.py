"""The step `run`: walk another flow, then come back."""

from __future__ import annotations

from hotline.flow.document import Run
from hotline.flow.source.fields import Field
from hotline.flow.source.links import place
from hotline.flow.source.page import Page
from hotline.flow.source.shape import TEXT, VALUE, Fields
from hotline.flow.source.values import text

KIND = "run"
FIELDS: Fields = {"run": VALUE, "next": VALUE, "title": TEXT}


def read(page: Page, name: str, line: int, found: dict[str, Field]) -> Run | None:
    """One sub-flow."""
    by = f'"{name}"'
    return Run(
        page.full_name(name),
        page.at(line),
        run=place(page, found["run"], by),
        next=place(page, found.get("next"), by),
        title=text(page, found.get("title")),
    )
