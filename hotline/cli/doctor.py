"""`hotline doctor`: is it safe to go live?"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import click

from hotline.cli.begin import begin
from hotline.cli.checkup.account import account
from hotline.cli.checkup.address import address
from hotline.cli.checkup.check_ins import check_ins
from hotline.cli.checkup.company import company
from hotline.cli.checkup.copies import copies
from hotline.cli.checkup.data_keys import data_keys
from hotline.cli.checkup.environment import settings_of, variables_of_others
from hotline.cli.checkup.files import files
from hotline.cli.checkup.finding import Finding, mend
from hotline.cli.checkup.line import line
from hotline.cli.checkup.machine import dumps_of_the_store, machine
from hotline.cli.checkup.numbers import numbers
from hotline.cli.checkup.parts import parts
from hotline.cli.checkup.people import people
from hotline.cli.checkup.rota import rota
from hotline.cli.checkup.served import served
from hotline.cli.checkup.store import nothing_kept, store
from hotline.cli.checkup.unseen import unseen
from hotline.cli.checkup.words import published, words
from hotline.desk.ready import NOT_REDACTED, last_sweep
from hotline.domain.errands import SWEEP
from hotline.errors import StoreAway
from hotline.settings import Settings
from hotline.up.running import borrow
from hotline.wiring import build

if TYPE_CHECKING:
    from hotline.carrier.account import Account
    from hotline.store import Store


@click.command()
def doctor() -> None:
    """Say what is well (ok), what must be mended first (mend), what you should judge (look).

    Exit status 1 when something must be mended.
    """
    begin()
    settings, found = settings_of(borrow(os.environ))
    found += variables_of_others(os.environ)
    found += files(os.environ)
    found += machine()
    if settings:
        found += _running(settings)
    for finding in found:
        click.echo(str(finding))
    if any(finding.level == "mend" for finding in found):
        raise click.exceptions.Exit(1)


def _running(settings: Settings) -> list[Finding]:
    found = _try("address", partial(address, settings.public_url))
    found += _try("logs", partial(served, settings.port))
    found += _try("store", partial(_kept, settings))
    found += _try("account", partial(_account, settings))
    found += _try("numbers", partial(_numbers, settings))
    found += _try("words", partial(words, settings.flows))
    return found + unseen(settings.countries)


def _kept(settings: Settings) -> list[Finding]:
    """What is told by way of the store. Where that takes nothing, only this: else each part of us
    would be blamed for what it could not write."""
    try:
        keeps = _opened(settings).beats.on_disk(time.time())
    except StoreAway as away:
        return [nothing_kept(away.why)]
    found = _try("store", partial(_store, settings))
    found += _try("keys", partial(_keys, settings))
    found += _try("checks", partial(_check_ins, settings, keeps))
    found += _try("parts", partial(_parts, settings))
    found += _try("copies", partial(_copies, settings))
    found += _try("people", partial(_people, settings))
    found += _try("words", partial(_published, settings))
    return found


def _store(settings: Settings) -> list[Finding]:
    opened = _opened(settings)
    told, others = opened.beats.facts(), opened.company.look()
    return [*store(told), *dumps_of_the_store(told["process"]), *company(others)]


def _keys(settings: Settings) -> list[Finding]:
    return data_keys(_opened(settings).data_keys.closed(), len(settings.secrets))


def _check_ins(settings: Settings, keeps: bool) -> list[Finding]:
    kept = _opened(settings)
    return check_ins(
        on_disk=keeps,
        unreadable=kept.check_ins.unreadable(),
        running=[found.state for found, _ in kept.check_ins.all()],
        latest=kept.beats.latest(),
        now=time.time(),
    )


def _parts(settings: Settings) -> list[Finding]:
    return parts(_opened(settings).beats.last, time.time())


def _account(settings: Settings) -> list[Finding]:
    return account(_carrier(settings))


def _numbers(settings: Settings) -> list[Finding]:
    return numbers(_carrier(settings), settings.ours, settings.public_url)


def _copies(settings: Settings) -> list[Finding]:
    kept = _opened(settings)
    sweep = last_sweep(kept.errands.read(SWEEP))
    return copies(sweep, kept.beats.last(NOT_REDACTED), time.time())


def _people(settings: Settings) -> list[Finding]:
    desk = build(settings, _opened(settings))
    return [*line(desk.switch.read()), *people(desk.people.read().people), *rota(desk)]


def _published(settings: Settings) -> list[Finding]:
    desk = build(settings, _opened(settings))
    desk.edition()
    return published(as_published=desk.as_published())


def _carrier(settings: Settings) -> Account:
    from hotline.carrier.account import Account  # here, for the same reason as below

    return Account(settings.account_sid, settings.auth_tokens[0], settings.api_url)


def _opened(settings: Settings) -> Store:
    from hotline.store import open_store  # here, so that a fault in there is one line of ours

    return open_store(settings.redis_url, settings.secrets, web=True)  # the web's short patience


def _try(part: str, look_at: Callable[[], list[Finding]]) -> list[Finding]:
    """One part that cannot be looked at must not hide the others."""
    try:
        return look_at()
    except Exception as error:
        return [mend(part, f"could not be looked at ({type(error).__name__})")]
