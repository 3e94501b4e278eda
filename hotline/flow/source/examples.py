"""`examples:` conversations that are replayed by the checker."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from hotline.domain.standing import STATES
from hotline.errors import Unfit
from hotline.flow.document import Example
from hotline.flow.rehearsing.peers import peers_of
from hotline.flow.source.fields import Field, fields_of, items, plain, scalars
from hotline.flow.source.links import place
from hotline.flow.source.nodes import Scalar
from hotline.flow.source.page import Page
from hotline.flow.source.shape import VALUE, VALUES, Fields, block, listed
from hotline.flow.source.values import one_of
from hotline.flow.typed import moment, typed

_FIELDS: Fields = {
    "name": VALUE,
    "text": VALUES,
    "phone": VALUES,
    "sees": VALUES,
    "reaches": VALUE,
    "at": VALUE,
    "language": VALUE,
    "line": VALUE,
    "on": VALUES,
    "number": VALUE,
}
SHAPE = listed(block(_FIELDS))
_NUMBERS = ("hidden", "shown")


def examples(page: Page, field: Field | None) -> tuple[Example, ...]:
    """All the examples, in their order."""
    listed = enumerate(items(page, field), 1)
    read = [_example(page, item, f"example {at}") for at, item in listed]
    return tuple(example for example in read if example)


def _example(page: Page, field: Field, by: str) -> Example | None:
    found = fields_of(page, field._replace(of=by), _FIELDS)
    if found is None:
        return None
    if "text" not in found and "phone" not in found:
        fix = "add what the contact sends, such as: text: [hi, naloxone]"
        page.error(field.line, "F06", f'{by} has neither "text" nor "phone"', fix)
    return Example(
        page.at(field.line),
        plain(page, found.get("name"), by),
        text=_typed(page, found.get("text")),
        phone=_typed(page, found.get("phone")),
        sees=_sent(page, found.get("sees")),
        reaches=place(page, found.get("reaches"), by),
        language=one_of(page, found.get("language"), page.languages, ""),
        at=_at(page, found.get("at")),
        line=one_of(page, found.get("line"), STATES, ""),
        on=_on(page, found.get("on")),
        hidden=one_of(page, found.get("number"), _NUMBERS, "shown") == "hidden",
    )


def _typed(page: Page, field: Field | None) -> tuple[str, ...]:
    """What is typed, each line as in a rehearsal."""
    lines = _sent(page, field)
    for item, line in zip(items(page, field), lines, strict=False):
        _checked(page, item, partial(typed, line))
    return lines


def _at(page: Page, field: Field | None) -> str:
    written = plain(page, field)
    if field and written:
        _checked(page, field, partial(moment, written, "UTC"))
    return written


def _on(page: Page, field: Field | None) -> tuple[str, ...] | None:
    """Who is on; None where it is not said."""
    if field is None:
        return None
    written = tuple(node.text for node in scalars(page, field))
    _checked(page, field, partial(peers_of, written))
    return written


def _checked(page: Page, field: Field, read: Callable[[], object]) -> None:
    """Note as a fault what cannot be read."""
    try:
        read()
    except Unfit as wrong:
        page.error(field.line, "F06", wrong.what, wrong.mend)


def _sent(page: Page, field: Field | None) -> tuple[str, ...]:
    """What is sent or seen; an empty text is one too."""
    return tuple(
        item.node.text if isinstance(item.node, Scalar) else ""
        for item in items(page, field)
        if isinstance(item.node, Scalar) or scalars(page, item)
    )
