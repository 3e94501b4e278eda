"""`hotline clock`: notices what is due; several are harmless."""

from __future__ import annotations

import os

import click

from hotline.cli.begin import begin


@click.command()
def clock() -> None:
    """Notice what is due and wake the worker."""
    begin()
    from hotline.clock import main

    raise click.exceptions.Exit(main(os.environ))
