"""What must not be an argument, because process lists show those: numbers and PINs."""

from __future__ import annotations

import sys

import click

from hotline.domain.phone import Phone, phone_from_person
from hotline.errors import Unfit
from hotline.settings import Settings


def from_input(argument: str | None, what: str, *, hidden: bool = False) -> str:
    """Read a line from standard input where the argument is `-`, else ask for it.

    Anything else was a number or PIN in the clear: it is refused, and not repeated.
    """
    if argument not in {None, "-"}:
        mend = f"leave it out to be asked, or write - and give it on standard input: … | {_me()} -"
        raise click.UsageError(f"a {what} is never an argument, since others can see it: {mend}")
    if argument == "-" or not at_a_keyboard():
        return sys.stdin.readline().strip()
    asked: str = click.prompt(f"{what[:1].upper()}{what[1:]}", hide_input=hidden)
    if hidden and click.prompt("Once more", hide_input=True) != asked:
        raise click.ClickException("these two differ, so nothing was changed")
    return asked


def number_from_input(argument: str | None, settings: Settings) -> Phone:
    """A phone number, as `from_input` reads it. Raises Unfit."""
    phone = phone_from_person(from_input(argument, "number"), settings.region)
    if phone is None:
        raise Unfit("that is not a whole phone number", "write it like +1 202 555 0147")
    return phone


def at_a_keyboard() -> bool:
    return sys.stdin.isatty()


def _me() -> str:
    return click.get_current_context().command_path
