"""`hotline clock`: notices what is due; several are harmless."""

from __future__ import annotations

import os
import time

import click

from hotline.cli.begin import begin
from hotline.cli.opened import opened_store


@click.command()
@click.option(
    "--believe", is_flag=True, help="Take this machine's time for right, whatever the store saw."
)
def clock(*, believe: bool) -> None:
    """Notice what is due and wake the worker."""
    begin()
    if believe:
        opened_store()[1].beats.saw(time.time())
        return
    from hotline.clock import main

    raise click.exceptions.Exit(main(os.environ))
