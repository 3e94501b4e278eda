"""`hotline fallback`: the document for the carrier's fallback address, to be put somewhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from hotline.carrier import fallback as documents
from hotline.cli.begin import begin
from hotline.flow.document import Text
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.settings import read_settings
from hotline.up.running import borrow

_HIDDEN = "The document rings {count} fallback numbers: add --show-numbers to print it with them."
_NONE = "HOTLINE_FALLBACK_NUMBERS is empty: the document rings nobody, it only speaks."


@click.command()
@click.argument("kind", type=click.Choice(["call", "text"]))
@click.option("--show-numbers", is_flag=True, help="print the fallback numbers with it")
def fallback(kind: str, show_numbers: bool) -> None:
    """Print what a call, or a text, gets while nothing of ours answers.

    Paste it where the carrier can fetch it when this machine is gone (a TwiML Bin, a static page),
    and give that address to `hotline provision`.
    """
    begin()
    settings = read_settings(borrow(os.environ))
    phrases = _phrases(settings.flows)
    if kind == "text":
        click.echo(documents.for_texts(phrases["sorry"].said))
        return
    numbers = settings.fallback_numbers
    if not numbers:
        click.echo(_NONE, err=True)
    elif not show_numbers:
        raise click.ClickException(_HIDDEN.format(count=len(numbers)))
    moment, said = phrases["call.moment"].said, phrases["call.sorry"].said
    click.echo(documents.for_calls(moment, said, numbers))


def _phrases(folder: Path) -> Mapping[str, Text]:
    book = load(read_folder(folder)).book
    if book is None:
        raise click.ClickException(f"{folder} has errors: run `hotline check {folder}`")
    return book.phrases
