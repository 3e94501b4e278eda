"""A passphrase: typed unseen, from a file, or from standard input; never an argument."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from hotline.cli.asking import at_a_keyboard
from hotline.errors import Unfit

SHORTEST = 20  # letters: five random words; who has the file can guess for years
in_a_file: Callable[[Any], Any] = click.option(
    "--passphrase-file",
    "phrase_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds the passphrase; else it is asked for, or read from standard input.",
)


def passphrase(file: Path | None, *, new: bool) -> str:
    """Raises Unfit for a new one that is too short."""
    said = _said(file, new).strip()
    if new and len(said) < SHORTEST:
        raise Unfit(
            f"a passphrase of less than {SHORTEST} letters can be guessed",
            "take six random words, or what `hotline secret` prints",
        )
    return said


def _said(file: Path | None, new: bool) -> str:
    if file:
        return file.read_text(encoding="utf-8")
    if not at_a_keyboard():
        return sys.stdin.readline()
    asked: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=new)
    return asked
