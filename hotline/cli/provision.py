"""`hotline provision`: set our numbers at the carrier so that it comes to us, and only to us."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

import click

from hotline.carrier.account import Account
from hotline.carrier.numbers import Number, changes, wanted
from hotline.cli import provision_page as page
from hotline.cli.begin import begin
from hotline.errors import CarrierError
from hotline.settings import Settings, read_settings
from hotline.up.running import borrow

_FALLBACKS = {"voice_fallback_url": "call", "sms_fallback_url": "text"}


@click.command()
@click.option("--dry-run", is_flag=True, help="say what would change, and change nothing")
@click.option("--fallback", default="", metavar="URL", help="asked for calls we do not answer")
@click.option("--fallback-text", default="", metavar="URL", help="the same for texts")
@click.option("--show-numbers", is_flag=True, help="print whole numbers")
def provision(dry_run: bool, fallback: str, fallback_text: str, show_numbers: bool) -> None:
    """Set every number of ours at the carrier: addresses, POST, nothing that overrides.

    Twice is harmless. Exit status 1 when something could not be set.
    """
    begin()
    settings = read_settings(borrow(os.environ))
    _only_https(settings, fallback, fallback_text)
    account = Account(settings.account_sid, settings.auth_tokens[0], settings.api_url)
    right = wanted(settings.public_url, fallback, fallback_text)
    well = True
    for phone in settings.ours:
        name = page.shown(phone, whole=show_numbers)
        try:
            number = account.number(phone)
            click.echo(f"{name}  {_set(account, number, right, dry_run)}")
            if number:
                _warn(account, number, right)
            well = well and number is not None
        except CarrierError as error:
            click.echo(f"{name}  could not be set: the carrier says {error.code or 'nothing'}")
            well = False
    if not well:
        raise click.exceptions.Exit(1)


def _only_https(settings: Settings, *fallbacks: str) -> None:
    """Over http everybody on the way reads along. Only the pretend carrier is on this machine."""
    pretend = urlsplit(settings.api_url).scheme == "http"
    for url in (settings.public_url, *filter(None, fallbacks)):
        if urlsplit(url).scheme != "https" and not pretend:
            raise click.ClickException(f"{url} is not https: no real number is set to that")


def _set(account: Account, number: Number | None, right: Mapping[str, str], dry_run: bool) -> str:
    """Set what differs; what was done, in words."""
    if number is None:
        return page.NOT_OURS
    found = changes(number, right)
    if not found:
        return "is set already: nothing to change"
    if not dry_run:
        account.set(number, right)
    return "\n".join(["would be set:" if dry_run else "is set:", *map(page.line, found)])


def _warn(account: Account, number: Number, right: Mapping[str, str]) -> None:
    """What still stands in the way of people."""
    for setting, kind in _FALLBACKS.items():
        if not (right.get(setting) or number.settings.get(setting)):
            click.echo(page.no_fallback(kind))
    for lacking in sorted({"voice", "sms"} - number.can):
        click.echo(page.cannot(lacking))
    try:
        services = account.services_over(number)
    except CarrierError:
        click.echo(page.UNASKED)
        return
    for service in services:
        click.echo(page.taken_by(service))
