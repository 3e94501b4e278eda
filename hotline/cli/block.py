"""`hotline block`: phones that are kept from people for a while. It shows no number, ever."""

from __future__ import annotations

import click

from hotline.cli.asking import number_from_input
from hotline.cli.opened import opened
from hotline.cli.tables import columns, moment
from hotline.desk import blocking
from hotline.domain.blocks import Block

_ROW = 4  # digits of a row in the list, at most: what is longer was a number


@click.group()
def block() -> None:
    """Keep a phone from people for 7 days. It keeps the steps, recorded help, menus and cards.

    A peer does the same with the star key, then 6, in a call or within 3 seconds after it.
    """


@block.command("list")
def list_() -> None:
    """How many there are, from whom each keeps a phone, and until when. Not whose phone."""
    desk, _ = opened()
    standing = desk.blocks.all(desk.now())
    click.echo(f"Blocks: {len(standing)}")
    rows = [[str(row), *_told(one, desk.zone)] for row, one in enumerate(standing, 1)]
    for line in columns(rows) if rows else ():
        click.echo(line)


@block.command()
@click.argument("number", metavar="[-]", required=False)
def add(number: str | None) -> None:
    """Keep a phone from everybody, on all our lines, for 7 days."""
    desk, settings = opened()
    blocking.block(desk, number_from_input(number, settings), settings.ours)
    click.echo("It is kept from people for 7 days. To lift it: hotline block undo")


@block.command()
@click.argument("which", metavar="[ROW|-]", required=False)
def undo(which: str | None) -> None:
    """Lift a block: one by its row in the list, or all of a phone by its number."""
    desk, settings = opened()
    if which and which.isdecimal() and len(which) <= _ROW:
        lifted = blocking.lift(desk, int(which))
        click.echo(f"Lifted: {', '.join(_told(lifted, desk.zone))}.")
        return
    count = blocking.unblock(desk, number_from_input(which, settings), settings.ours)
    click.echo(f"Lifted: {count}" if count else "That phone was not blocked.")


def _told(one: Block, zone: str) -> list[str]:
    return ["from one peer" if one.peer else "from everybody", f"until {moment(one.until, zone)}"]
