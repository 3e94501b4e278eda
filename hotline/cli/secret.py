"""`hotline secret`: a new secret."""

from __future__ import annotations

import click

from hotline.cli.begin import begin
from hotline.up.state import fresh_secret


@click.command()
def secret() -> None:
    """Print a new secret for HOTLINE_SECRET.

    Keep it somewhere else as well: without it nobody can read what the store holds.
    """
    begin()
    click.echo(fresh_secret())
