"""`hotline worker` and `hotline urgent`: do errands; several of each are harmless."""

from __future__ import annotations

import os

import click

from hotline.cli.begin import begin


@click.command()
def worker() -> None:
    """Do what is to be done later: send texts, place calls, erase."""
    _work(urgent=False)


@click.command()
def urgent() -> None:
    """Do only what somebody stands waiting for: calls, and texts to contacts."""
    _work(urgent=True)


def _work(*, urgent: bool) -> None:
    begin()
    from hotline.worker import main

    raise click.exceptions.Exit(main(os.environ, urgent=urgent))
