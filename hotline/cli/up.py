"""`hotline up`: the whole line on one machine."""

from __future__ import annotations

import os

import click

from hotline.cli.begin import begin
from hotline.up.house import CannotOpen
from hotline.up.listener import PortTaken
from hotline.up.opening import open_line


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Where to answer (else PORT, or 8000).")
@click.option("--fresh", is_flag=True, help="Forget the state first: secret, store, everything.")
def up(port: int | None, fresh: bool) -> None:
    """Open the whole line on this machine: store, web, worker, clock.

    Without a Twilio account it plugs in a pretend carrier, with phones in the browser.
    """
    begin()
    try:
        status = open_line(os.environ, port=port, fresh=fresh, say=click.echo)
    except (CannotOpen, PortTaken) as error:
        click.echo(str(error), err=True)
        status = 2
    raise click.exceptions.Exit(status)
