"""`hotline worker`: does errands; several are harmless."""

from __future__ import annotations

import os

import click

from hotline.cli.begin import begin


@click.command()
def worker() -> None:
    """Do what is to be done later: send texts, place calls, erase."""
    begin()
    from hotline.worker import main

    raise click.exceptions.Exit(main(os.environ))
