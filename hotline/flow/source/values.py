"""Values that coordinators write: texts and words by language, durations, yes, one of a few."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from hotline.flow.document import Text, Word, Words
from hotline.flow.source.fields import (
    LANGUAGE,
    Field,
    acknowledge,
    block_of,
    plain,
    scalar,
    scalars,
    unknown_field,
)
from hotline.flow.source.near import among, nearest
from hotline.flow.source.nodes import Block, Listing, Scalar
from hotline.flow.source.page import Page
from hotline.flow.source.shape import DURATION

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def text(page: Page, field: Field | None, *, any_language: bool = False) -> Text | None:
    """A text in several languages."""
    if field is None:
        return None
    if not isinstance(field.node, Block):
        first = page.languages[0] if page.languages else "en"
        kind = "a list" if isinstance(field.node, Listing) else "no language"
        fix = f"write the text on lines below it, each with its language: {first}: …"
        page.error(field.line, "F06", f"{field.of} has {kind}; a text is expected", fix)
        return None
    return said(page, field.line, _by_language(page, field, any_language=any_language))


def said(page: Page, line: int, by_language: Mapping[str, Field]) -> Text:
    """A text from the fields of its languages."""
    nodes = {language: _sentence(page, field) for language, field in by_language.items()}
    return Text(
        page.at(line),
        {language: node.text for language, node in nodes.items() if node},
        {language: node.line for language, node in nodes.items() if node},
    )


def _sentence(page: Page, field: Field) -> Scalar | None:
    """One text in one language. An empty one is left to the checker."""
    if field.empty:
        return Scalar(field.line, field.line, "")
    if isinstance(field.node, Scalar):
        _warn_of_cut(page, field.node)
        return field.node
    scalar(page, field)
    return None


def _warn_of_cut(page: Page, node: Scalar) -> None:
    if node.cut:
        what = f'the text "…{node.text[-20:]}" ends here, because what follows begins with #'
        fix = "put the whole text in quotes; or give the remark a line of its own"
        page.warn(node.last, "F04", what, fix)


def _by_language(page: Page, field: Field, *, any_language: bool) -> dict[str, Field]:
    block = block_of(page, field)
    found = {}
    for key, node in block.pairs if block else ():
        if key.text == "ok" and block:
            acknowledge(page, field.line, block.last, node)
        elif key.text in page.languages or (any_language and LANGUAGE.match(key.text)):
            found[key.text] = Field(key.line, node, f'"{key.text}" of {field.of}')
        elif isinstance(node, Scalar) and not node.text:
            what = f"{field.of} has braces, but text is expected"
            page.error(key.line, "F06", what, 'put the whole text in quotes: "…"')
        else:
            unknown_field(page, key, field.of, page.languages)
    return found


def words_of(page: Page, found: Mapping[str, Field], *, any_language: bool = False) -> Words | None:
    """What a block has in `words:`, and in `alone:`, where they count only as the whole text."""
    anywhere = words(page, found.get("words"), any_language=any_language)
    alone = words(page, found.get("alone"), any_language=any_language)
    if alone is None:
        return anywhere
    merged = dict(anywhere.by_language) if anywhere else {}
    for language, listed in alone.by_language.items():
        lone = (word._replace(alone=True) for word in listed)
        merged[language] = (*merged.get(language, ()), *lone)
    return Words(anywhere.where if anywhere else alone.where, merged)


def words(page: Page, field: Field | None, *, any_language: bool = False) -> Words | None:
    """Words and phrases by language."""
    if field is None:
        return None
    if not isinstance(field.node, Block):
        first = page.languages[0] if page.languages else "en"
        fix = f"write them by language: {{{first}: [one, another]}}"
        page.error(field.line, "F06", f"{field.of} needs the language of its words", fix)
        return None
    found = {}
    for language, listed in _by_language(page, field, any_language=any_language).items():
        nodes = scalars(page, listed)
        for node in nodes:
            _warn_of_cut(page, node)
        found[language] = tuple(Word(node.text, node.line) for node in nodes)
    return Words(page.at(field.line), found)


def seconds(page: Page, field: Field | None, default: int) -> int:
    """A duration in words, such as `25 seconds`."""
    written = plain(page, field)
    if field is None or not written:
        return default
    found = re.fullmatch(DURATION, written)
    if found:
        return int(found[1]) * _SECONDS[found[2]]
    fix = "write a number and seconds, minutes, hours or days, such as: 25 seconds"
    page.error(field.line, "F06", f'{field.of} is "{written}", but a duration is expected', fix)
    return default


def number(page: Page, field: Field | None, default: int) -> int:
    """A whole number from 1 to 99."""
    written = plain(page, field)
    if field is None or not written:
        return default
    if re.fullmatch(r"[1-9][0-9]?", written):
        return int(written)
    what = f'{field.of} is "{written}", but a number from 1 to 99 is expected'
    page.error(field.line, "F06", what, "write digits only, such as: 3")
    return default


def one_of(page: Page, field: Field | None, choices: Collection[str], default: str) -> str:
    """One of a closed list of values."""
    written = plain(page, field)
    if field is None or not written:
        return default
    if written in choices:
        return written
    near = nearest(written, choices)
    fix = f'did you mean "{near}"?' if near else among(choices)
    page.error(field.line, "F06", f'{field.of} cannot be "{written}"', fix)
    return default


def yes_no(page: Page, field: Field | None) -> bool:
    """`yes` or `no`."""
    return one_of(page, field, ("yes", "no"), "no") == "yes"
