"""`examples:` conversations that are replayed by the checker."""

from __future__ import annotations

from hotline.flow.document import Example
from hotline.flow.source.fields import Field, fields_of, items, plain, scalars
from hotline.flow.source.links import place
from hotline.flow.source.nodes import Scalar
from hotline.flow.source.page import Page
from hotline.flow.source.shape import VALUE, VALUES, Fields, block, listed
from hotline.flow.source.values import one_of

_FIELDS: Fields = {
    "name": VALUE,
    "text": VALUES,
    "phone": VALUES,
    "sees": VALUES,
    "reaches": VALUE,
    "language": VALUE,
    "at": VALUE,
}
SHAPE = listed(block(_FIELDS))


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
        text=_sent(page, found.get("text")),
        phone=_sent(page, found.get("phone")),
        sees=_sent(page, found.get("sees")),
        reaches=place(page, found.get("reaches"), by),
        language=one_of(page, found.get("language"), page.languages, ""),
        at=plain(page, found.get("at")),
    )


def _sent(page: Page, field: Field | None) -> tuple[str, ...]:
    """What is sent or seen; an empty text is one too."""
    return tuple(
        item.node.text if isinstance(item.node, Scalar) else ""
        for item in items(page, field)
        if isinstance(item.node, Scalar) or scalars(page, item)
    )
