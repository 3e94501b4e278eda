"""`hotline forget`: the operator does what FORGET does."""

from __future__ import annotations

import click

from hotline.cli.asking import number_from_input
from hotline.cli.opened import opened
from hotline.cli.tables import moment
from hotline.desk import checkins
from hotline.desk.forgetting import forget as erase
from hotline.domain.checkin.events import Erased
from hotline.domain.contact import Contact

_DONE = (
    "All that was held about this number is erased, on every line.\n"
    "The carrier's copies that we know of are deleted by a worker, from now on; some of them"
    " it lets go after minutes, a few after days.\nPhone companies keep their own records."
)

_WORD = "END"
_RUNS = (
    "A check-in runs for this number: they are asked at {at} whether all is well.\n"
    "Erased, nobody checks on them any more, and they are not told."
)


@click.command()
@click.argument("number", metavar="[-]", required=False)
def forget(number: str | None) -> None:
    """Erase all that is held about a number, on all our lines, as if they had texted FORGET.

    A STOP stays, a block until its end, and the roster. The number is asked for, or read from
    standard input where you write -. While a check-in runs you are asked first.
    """
    desk, settings = opened()
    phone = number_from_input(number, settings)
    running = [check_in for check_in in checkins.running(desk) if check_in.phone == phone]
    if running:
        at = min(check_in.at for check_in in running)
        _ask(moment(at, settings.zone))
    for check_in in running:
        checkins.happened(desk, check_in.id, Erased())
    erase(desk, phone, desk.now())
    click.echo(_DONE)
    if any(desk.marks.stopped(Contact(line, phone)) for line in desk.lines):
        click.echo("They said STOP: that is kept, so that nobody writes to them.")
    if person := desk.people.read().with_number(phone):
        click.echo(f"They are one of us: hotline peers remove {person.name}")


def _ask(at: str) -> None:
    """No answer keeps it."""
    click.echo(_RUNS.format(at=at))
    if click.prompt(f"Type {_WORD} to end it", default="", show_default=False).strip() != _WORD:
        raise click.ClickException("nothing was erased: the check-in runs on")
