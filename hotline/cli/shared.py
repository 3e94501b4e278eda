"""`hotline shared`: numbers that are everybody's, and the callers a direct line is for."""

from __future__ import annotations

import click

from hotline.cli.asking import number_from_input
from hotline.cli.opened import opened
from hotline.cli.tables import columns
from hotline.desk import shared as list_of
from hotline.desk.tools import Desk
from hotline.domain.phone import Phone
from hotline.errors import Unfit
from hotline.settings import Settings


@click.group()
def shared() -> None:
    """Numbers of jails, shelters, payphones: nobody's own, so never banned or limited."""


@shared.command()
@click.argument("number", metavar="[-]", required=False)
@click.option("--line", type=int, help="which of our numbers is rung from there: 1, 2, …")
def add(number: str | None, line: int | None) -> None:
    """Put a number on the list.

    With --line it is a trunk of that line: once a direct line has one, it rings for its trunks
    only, and everybody else gets busy.
    """
    desk, settings = opened()
    ours = _line(settings, line)
    list_of.add(desk, number_from_input(number, settings), ours)
    only = f" If number {line} is a direct line, it rings for its trunks only." if line else ""
    click.echo(f"It is on the list.{only}")


@shared.command()
@click.argument("number", metavar="[-]", required=False)
def remove(number: str | None) -> None:
    """Take a number off the list."""
    desk, settings = opened()
    list_of.remove(desk, number_from_input(number, settings))
    click.echo("It is off the list.")


@shared.command("list")
@click.option("--show-numbers", is_flag=True, help="also the numbers themselves")
def list_(show_numbers: bool) -> None:
    """How many there are, and how many calls each direct line turned away today (UTC)."""
    desk, settings = opened()
    numbers = desk.shared.read().numbers
    click.echo(f"Shared numbers: {len(numbers)}")
    if show_numbers:
        places = {ours: f"number {at}" for at, ours in enumerate(settings.numbers, 1)}
        rows = [[n.phone.e164, places.get(n.line, "") if n.line else ""] for n in numbers]
        for row in columns(rows):
            click.echo(row)
    for told in _turned_away(desk, settings):
        click.echo(told)


def _turned_away(desk: Desk, settings: Settings) -> list[str]:
    counts = ((at, desk.shared.turned(n, desk.now())) for at, n in enumerate(settings.numbers, 1))
    return [f"Turned away today, number {at}: {count}" for at, count in counts if count]


def _line(settings: Settings, at: int | None) -> Phone | None:
    if at is None:
        return None
    if not 1 <= at <= len(settings.numbers):
        raise Unfit(f"we have no number {at}", f"1 to {len(settings.numbers)}")
    return settings.numbers[at - 1]
