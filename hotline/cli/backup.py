"""`hotline backup` and `hotline restore`: what lasts, in one file, sealed under a passphrase."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from hotline.cli.opened import opened_store
from hotline.cli.passphrase import in_a_file, passphrase
from hotline.cli.tables import moment
from hotline.desk.ready import LATE
from hotline.errors import SealBroken, Unfit
from hotline.store import Store
from hotline.store.kept import Kept, pack, unpack
from hotline.store.keyring import LOOK_EVERY
from hotline.store.passphrase import seal, unseal

_WITHOUT = (
    "Nobody opens it without the passphrase, you neither. Not in it: HOTLINE_SECRET, the carrier's"
    " token."
)
_STORE_NOT_EMPTY = "this store has people, shifts, shared numbers or marks already"
_SINCE = (
    "This is how it was on {at}. Whoever was taken off the roster, said STOP or changed their hours"
    " after that: do it again now, before the line opens."
)
_WAITING = "The line runs: waiting a minute, until every process knows the key of the marks…"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_a_file
def backup(file: Path, phrase_file: Path | None) -> None:
    """Write what lasts into FILE: flows, roster, rota, shared numbers, who said STOP, the switch.

    Nothing of any conversation is in it. It opens with the passphrase alone: keep the two apart.
    """
    _, store = opened_store()
    if file.exists():
        raise Unfit(f"{file} is there already", "name another file, or remove this one")
    if not (file.parent.is_dir() and os.access(file.parent, os.W_OK)):
        raise Unfit(f"there is no folder {file.parent} to write in", "make it, or name another")
    kept = store.lasting.take(time.time())
    _write(file, seal(pack(kept), passphrase(phrase_file, new=True)))
    click.echo(f"In {file}: {_shown(kept)}.\n{_WITHOUT}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--over", is_flag=True, help="replace the people, shifts and flows that are there")
@in_a_file
def restore(file: Path, over: bool, phrase_file: Path | None) -> None:
    """Put what a backup holds into the store of this line.

    All of it is sealed anew, by this store's keys and HOTLINE_SECRET. A store that has people
    already is left alone unless you say --over.
    """
    settings, store = opened_store()
    if not file.exists():
        raise Unfit(f"there is no {file}", "name the file that `hotline backup` wrote")
    there = store.lasting.take(time.time())
    if (there.people or there.rota.shifts or there.shared or there.marks) and not over:
        raise Unfit(_STORE_NOT_EMPTY, "restore into a fresh store, or say --over to replace them")
    kept = _opened(file, passphrase(phrase_file, new=False))
    store.lasting.put(kept, time.time(), lambda: _settle(store))
    click.echo(f"Put back: {_shown(kept)}.")
    click.echo(_SINCE.format(at=moment(kept.at, settings.zone)))


def _opened(file: Path, phrase: str) -> Kept:
    try:
        return unpack(unseal(file.read_bytes(), phrase))
    except SealBroken as broken:
        raise click.ClickException(
            f"{file} does not open: {broken}. Nothing was changed."
        ) from None


def _write(file: Path, sealed: bytes) -> None:
    """For us only, and on the disk before we say so."""
    out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(out, "wb") as opened:
            opened.write(sealed)
            opened.flush()
            os.fsync(out)
    except OSError:
        file.unlink()
        raise Unfit(
            f"{file} could not be written", "make room on the disk, or name another"
        ) from None


def _settle(store: Store) -> None:
    last = (store.beats.last(part) for part in ("worker", "clock"))
    if any(at is not None and time.time() - at < LATE for at in last):
        click.echo(_WAITING)
        time.sleep(LOOK_EVERY)


def _shown(kept: Kept) -> str:
    flows = f"the flows ({kept.flows[0]})" if kept.flows else "no flows"
    return (
        f"people: {len(kept.people)}, shifts: {len(kept.rota.shifts)}, shared numbers:"
        f" {len(kept.shared)}, marks of STOP and blocks: {len(kept.marks)}, {flows},"
        f" the line: {kept.switch}"
    )
