"""`hotline cards`: every card on one list, to be printed and read by who knows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from hotline.cli.tables import columns
from hotline.flow.check.table import Row, rows
from hotline.flow.document import Card
from hotline.flow.folder import read_folder
from hotline.flow.load import load

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_HEAD = ("", "parts", "seconds", "grade", "over the limits")


@click.command()
@click.argument("folder", metavar="[DIR]", default="flows", type=_FOLDER)
@click.option("--over", "only_over", is_flag=True, help="only what is over a limit")
@click.option("--texts", is_flag=True, help="the words of each card too")
def cards(folder: Path, only_over: bool, texts: bool) -> None:
    """List the cards of the flow files in DIR (flows, if none is given), ready to print.

    Of each: where its facts are from, how sure they are, who has checked them, until when they
    hold. In each language: the parts of each message it is sent as (its text, MORE, a second
    wording, what follows), the seconds to say its pages, and the years of school it asks for.
    """
    book = load(read_folder(folder)).book
    if book is None:
        raise click.ClickException("these files cannot be read: run `hotline check` for why")
    found = list(rows(book))
    over = [row for row in found if row.over]
    for line in _printed(over if only_over else found, texts):
        click.echo(line)
    named = dict.fromkeys(row.card.name for row in found)
    click.echo(f"{len(named)} cards, {len(over)} texts over the limits.")


def _printed(found: list[Row], texts: bool) -> Iterator[str]:
    for _, group in groupby(found, key=lambda row: row.card.name):
        listed = list(group)
        yield from _facts(listed[0].card)
        yield from (f"  {line}" for line in columns([_HEAD, *map(_cells, listed)]))
        if texts:
            yield from (f"  {line}" for row in listed for line in _words(row))
        yield ""


def _words(row: Row) -> Iterator[str]:
    """All that is sent, and what is said where that differs: for whoever reads it aloud."""
    card = row.card
    kinds = (
        ("text", card.text),
        ("more", card.more),
        ("plain", card.plain),
        *((f"follow after {follow.after} seconds", follow.text) for follow in card.follow),
        ("say", card.say),
        ("more_say", card.more_say),
    )
    for kind, text in kinds:
        if text and row.language in text.said:
            yield f"{row.language} {kind}: {' '.join(text.said[row.language].split())}"


def _facts(card: Card) -> Iterator[str]:
    yield f"{card.name} ({card.where.file}, line {card.where.line})"
    facts = card.facts
    if "source" in facts:
        year, sure = facts.get("source_year", "no year"), facts.get("confidence", "unknown")
        yield f"  from {facts['source']} ({year}, confidence {sure})"
    if "police_policy" in facts:
        yield f"  police: {facts['police_policy']}"
    if "region" in facts:
        yield f"  where: {facts['region']}"
    until = f", holds until {facts['stale_after']}" if "stale_after" in facts else ""
    yield f"  checked by {facts.get('checked_by', 'nobody yet')}{until}"


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.language,
        "+".join(map(str, row.parts)),
        "+".join(f"{seconds:.0f}" for seconds in row.seconds),
        "" if row.grade is None else f"{row.grade:.0f}",
        ", ".join(row.over),
    )
