"""One file of `flows/` as a flow."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from hotline.flow.document import Flow, Rotation, Settings, Where, Word
from hotline.flow.source import cards, menus, opening, shape, steps, world
from hotline.flow.source.always import SHAPE as ALWAYS
from hotline.flow.source.always import always
from hotline.flow.source.examples import SHAPE as EXAMPLES
from hotline.flow.source.examples import examples
from hotline.flow.source.fields import LANGUAGE, Field, fields_of, named_blocks, plain, scalars
from hotline.flow.source.links import place
from hotline.flow.source.nodes import Block, Listing, Node, Scalar
from hotline.flow.source.page import Page
from hotline.flow.source.shape import Fields
from hotline.flow.source.values import number, one_of, seconds

MAIN = "main"
_ACCENTS = ("drop when cheaper", "keep")
_SETTINGS: Fields = {
    "forget_after": shape.DURATION_WORDS,
    "max_parts": shape.COUNT,
    "accents": shape.choice(_ACCENTS),
    "tries": shape.COUNT,
    "then": shape.VALUE,
}
HEADINGS: Fields = {
    "flow": shape.VALUE,
    "languages": shape.VALUES,
    "drafts": shape.VALUES,
    "start": shape.VALUE,
    "settings": shape.block(_SETTINGS),
    "hours": shape.named(opening.SHAPE),
    "rotations": world.ROTATIONS,
    "lines": world.LINES,
    "always": ALWAYS,
    "menus": shape.named(menus.SHAPE),
    "cards": shape.named(cards.SHAPE),
    "steps": shape.named(steps.SHAPE),
    "examples": EXAMPLES,
}
Found = TypeVar("Found")


class Read(NamedTuple):
    """A flow, and the rotations it names in full."""

    flow: Flow
    rotations: dict[str, Rotation]


def languages_of(root: Node) -> tuple[str, ...]:
    """The languages a file says it has; needed before anything in it can be read."""
    listed = root.get("languages") if isinstance(root, Block) else None
    nodes = listed.items if isinstance(listed, Listing) else (listed,)
    return tuple(n.text for n in nodes if isinstance(n, Scalar) and LANGUAGE.match(n.text))


def start_of(root: Node, flow: str) -> dict[str, str]:
    """`intake.start` → `intake.first`, where no place of that flow is itself called start."""
    if not isinstance(root, Block):
        return {}
    groups = [root.get(heading) for heading in ("menus", "cards", "steps")]
    start = root.get("start")
    named = any(isinstance(group, Block) and group.get("start") for group in groups)
    if named or not isinstance(start, Scalar) or not re.fullmatch(r"[\w-]+", start.text):
        return {}
    return {f"{flow}.start": f"{flow}.{start.text}"}


def read_flow(page: Page, root: Node) -> Read | None:
    """A whole file. None where its headings are not right."""
    found = fields_of(page, Field(1, root, "a flow file"), HEADINGS)
    if found is None:
        return None
    _named_as_file(page, found.get("flow"))
    _check_languages(page, found.get("languages"))
    named = world.rotations(page, found.get("rotations"))
    flow = Flow(
        page.flow,
        Where(page.file, 1),
        page.languages,
        place(page, found.get("start"), '"start"'),
        _settings(page, found.get("settings")),
        _group(page, found.get("hours"), opening.hours),
        always(page, found.get("always")),
        _group(page, found.get("menus"), menus.menu),
        _group(page, found.get("cards"), cards.card),
        _group(page, found.get("steps"), steps.step),
        examples(page, found.get("examples")),
        {name: rotation.where for name, rotation in named.items()},
        world.lines(page, found.get("lines")),
        _drafts(page, found.get("drafts")),
    )
    return Read(flow, named)


def _group(
    page: Page, field: Field | None, read: Callable[[Page, str, Field], Found | None]
) -> dict[str, Found]:
    """All blocks below a heading, by the name they have in this file."""
    blocks = named_blocks(page, field)
    return {name: block for name, inner in blocks if (block := read(page, name, inner)) is not None}


def _named_as_file(page: Page, field: Field | None) -> None:
    name = plain(page, field, page.flow)
    if field and name != page.flow:
        what = f'the flow is called "{name}", but its file "{page.flow}.yaml"'
        page.error(field.line, "F09", what, f"write: flow: {page.flow}")


def _check_languages(page: Page, field: Field | None) -> None:
    for node in scalars(page, field):
        if not LANGUAGE.match(node.text):
            fix = "use its short name in lower case, such as: languages: [en, es]"
            page.error(node.line, "F06", f'"{node.text}" is not a language', fix)


def _drafts(page: Page, field: Field | None) -> tuple[Word, ...]:
    """Languages that nobody has read a second time."""
    found = []
    for node in scalars(page, field):
        if node.text in page.languages:
            found.append(Word(node.text, node.line))
        else:
            what = f'"{node.text}" is a draft, but none of the languages'
            page.warn(node.line, "T16", what, "take it off drafts:, or add it to languages:")
    return tuple(found)


def _settings(page: Page, field: Field | None) -> Settings:
    found = fields_of(page, field, _SETTINGS) if field else None
    if found is None:
        return Settings()
    return Settings(
        forget_after=seconds(page, found.get("forget_after"), Settings().forget_after),
        max_parts=number(page, found.get("max_parts"), Settings().max_parts),
        drop_accents=one_of(page, found.get("accents"), _ACCENTS, _ACCENTS[0]) == _ACCENTS[0],
        tries=number(page, found.get("tries"), Settings().tries),
        then=place(page, found.get("then"), '"then" of settings'),
    )
