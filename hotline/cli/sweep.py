"""`hotline sweep`: delete at once what the carrier still keeps of the line."""

from __future__ import annotations

import click

from hotline.cli.opened import opened
from hotline.desk.sweep import Swept, sweep_all
from hotline.domain.errands import SWEEP
from hotline.errors import CarrierError


@click.command()
def sweep() -> None:
    """Go through everything that the carrier lists, and delete what is over and of our numbers.

    The clock and a worker do this by themselves twice an hour. By hand it is for a new line on an
    old account, for a number that is about to be given up, or to see that all is gone. It prints
    counts, and deletes nothing of numbers that are neither in HOTLINE_NUMBERS nor in
    HOTLINE_INSIDE_NUMBERS.
    """
    desk, _ = opened()
    swept, failure = Swept(), None
    try:
        for so_far in sweep_all(desk):
            swept = so_far
    except CarrierError as error:
        failure = error
    for line in _told(swept, desk.now()):
        click.echo(line)
    if failure:
        said = failure.code or "nothing"
        click.echo(f"The carrier did not go on (it says {said}). Run it again later.", err=True)
        raise click.exceptions.Exit(1)
    desk.nudges.look(SWEEP)  # so that `/ready` and the doctor soon know as well


def _told(swept: Swept, now: float) -> list[str]:
    lines = [f"Deleted at the carrier: {swept.deleted}."]
    if swept.kept and swept.oldest is not None:
        age = _age(now - swept.oldest)
        lines.append(f"Not over, or not to be deleted yet: {swept.kept}; the oldest is {age} old.")
    if swept.others:
        lines.append(f"Not of this line, left alone: {swept.others}.")
    return lines


def _age(seconds: float) -> str:
    hours = int(seconds / 3600)
    return f"{hours} hours" if hours else "less than an hour"
