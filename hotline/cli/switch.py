"""`hotline switch`: whether people are rung, and what is said when they are not."""

from __future__ import annotations

import click

from hotline.cli.opened import opened
from hotline.domain.standing import STATES, State
from hotline.noticeboard import LOOK_EVERY


@click.command()
@click.argument("state", required=False, type=click.Choice(STATES))
def switch(state: State | None) -> None:
    """Say how the line stands, or set it.

    \b
    open     people are rung when they are on
    busy     they are there and cannot take more: try again in a while
    closed   until somebody opens it
    hiatus   a longer rest
    grief    the line mourns

    Only an open line rings people. Whatever it is, the steps for somebody who does not breathe,
    recorded help, cards and other lines stay; nobody who waits already is left.
    """
    desk, _ = opened()
    if state:
        desk.switch.write(state)
    now = desk.switch.read()
    click.echo(f"The line is {now}." + (_soon() if state else ""))
    if now != "open":
        phrase = desk.edition().book.phrases[f"line.{now}"]
        click.echo("Callers and texters are told:")
        for language, words in phrase.said.items():
            click.echo(f"  {language}  {words}")


def _soon() -> str:
    return f" Every process knows it within {LOOK_EVERY:.0f} seconds."
