"""`menus:` questions with options."""

from __future__ import annotations

from hotline.flow.document import Menu, Option, Text
from hotline.flow.source.conditions import SHAPE as WHEN
from hotline.flow.source.conditions import when
from hotline.flow.source.fields import Field, fields_of, items, plain
from hotline.flow.source.links import place
from hotline.flow.source.page import Page
from hotline.flow.source.shape import KEY, TEXT, VALUE, WORDS, Fields, block, labelled, listed
from hotline.flow.source.values import said, text, words

_OPTION: Fields = {"go": VALUE, "words": WORDS, "when": WHEN, "key": KEY}
_MENU: Fields = {"hello": TEXT, "ask": TEXT, "options": listed(labelled(_OPTION)), "title": TEXT}
SHAPE = block(_MENU)


def menu(page: Page, name: str, field: Field) -> Menu | None:
    """One menu."""
    found = fields_of(page, field, _MENU)
    if found is None:
        return None
    listed = items(page, found.get("options"))
    options = [_option(page, option, at, name) for at, option in enumerate(listed, 1)]
    return Menu(
        page.full_name(name),
        page.at(field.line),
        tuple(option for option in options if option),
        hello=text(page, found.get("hello")),
        ask=text(page, found.get("ask")),
        title=text(page, found.get("title")),
    )


def _option(page: Page, field: Field, at: int, menu: str) -> Option | None:
    by = f'option {at} of "{menu}"'
    field = field._replace(of=by)
    found = fields_of(page, field, (*_OPTION, *page.languages))
    if found is None:
        return None
    label: Text = said(page, field.line, {x: found[x] for x in page.languages if x in found})
    return Option(
        page.at(field.line),
        place(page, found.get("go"), by),
        label,
        words=words(page, found.get("words")),
        when=when(page, found.get("when"), by),
        key=plain(page, found.get("key")),
    )
