"""`hotline rekey`: another HOTLINE_SECRET, without anybody noticing."""

from __future__ import annotations

import os
import time

import click

from hotline.cli.begin import begin
from hotline.cli.opened import opened_store
from hotline.cli.tables import clock
from hotline.errors import Unfit
from hotline.store import Store
from hotline.store.keys import RING_LIFE
from hotline.up import running
from hotline.up.state import StateFolder, state_path

_PATIENCE = 120.0  # seconds for the store to write its file anew
_LOOK = 0.2  # seconds between two looks
_HOW = {
    True: """To change the secret that `hotline up` keeps:
  1. hotline rekey --begin
  2. close the line (Ctrl-C), and open it again
  3. hotline rekey
  4. four hours later: hotline rekey --end, close the line and open it again""",
    False: """To change the secret:
  1. hotline secret: that is NEW; keep a copy where no copy of the store is
  2. HOTLINE_SECRET=OLD,NEW for every process; restart them, one after another
  3. HOTLINE_SECRET=NEW,OLD for every process; restart them, one after another
  4. hotline rekey, with that setting
  5. four hours later: HOTLINE_SECRET=NEW, restart them, destroy OLD""",
}
_NEXT = {
    True: "`hotline rekey --end`, then close the line and open it again",
    False: "take all but the first out of HOTLINE_SECRET, restart every process, and destroy the"
    " old one wherever it is written. (The first is the old one? Put the new one before it,"
    " restart every process, and run this again.)",
}
_BEGUN = """The new secret stands before the old one in {place}.
Keep a copy of that file where no copy of the store is.
Next: close the line (Ctrl-C) and open it again. Then: hotline rekey"""
_ENDED = """The old secret is gone from {place}.
Destroy every copy of it; then old copies of the store, its old files too, open no more.
Close the line (Ctrl-C) and open it again: until then it still knows the old one."""
_LOST = "{lost} data keys are closed by none of these secrets. Set the one that closed them as well"
_REWRITTEN = "The store has written its file anew: what the old secret closed is not in it."
_NOT_REWRITTEN = (
    "The store did not write its file anew, so what the old secret closed is still in it. Have it"
    " done (BGREWRITEAOF; of a rented store ask who rents it out), or run this again."
)


@click.command()
@click.option("--begin", "step", flag_value="begin", help="`hotline up` keeps it: make a new one.")
@click.option("--end", "step", flag_value="end", help="`hotline up` keeps it: drop the old one.")
def rekey(step: str | None) -> None:
    """Close what the store keeps with a new secret; say what comes before and after.

    Nothing is lost, and nobody notices. Twice is harmless, and so is a crash at any moment: run it
    again. Only once the old secret is destroyed do old copies of the store open no more.
    """
    begin()
    {None: _seal, "begin": _begin, "end": _end}[step]()


def _seal() -> None:
    settings, store = opened_store()
    anew = _sealed_anew(store)
    click.echo(f"{store.data_keys.closed().first} data keys are closed by the first secret.")
    if len(settings.secrets) == 1 and not anew:
        click.echo(_HOW[_keeps()])
        return
    click.echo(_REWRITTEN if _rewritten(store) else _NOT_REWRITTEN)
    at = clock(time.time() + RING_LIFE, settings.zone)
    click.echo(f"Next, from {at} on (until then a call may carry the old one): {_NEXT[_keeps()]}")


def _begin() -> None:
    state = _kept()
    if _begun():
        raise Unfit("this is begun already", "close the line, open it again, then `hotline rekey`")
    state.begin_new_secret()
    click.echo(_BEGUN.format(place=state.secret_file))


def _end() -> None:
    state = _kept()
    if not _begun():
        raise Unfit(
            "there is no old secret any more", "nothing: `hotline rekey` tells how to begin"
        )
    _, store = opened_store()
    _sealed_anew(store)
    if not _rewritten(store):
        click.echo(_NOT_REWRITTEN)
    state.drop_old_secret()
    click.echo(_ENDED.format(place=state.secret_file))


def _sealed_anew(store: Store) -> int:
    if _begun() and not running.knows_secret(state_path(os.environ)):
        raise Unfit(
            "the line that runs does not know the new secret yet",
            "close it (Ctrl-C), open it again, then once more",
        )
    anew = store.data_keys.seal_anew()
    if lost := store.data_keys.closed().lost:
        raise click.ClickException(_LOST.format(lost=lost))
    return anew


def _rewritten(store: Store) -> bool:
    """A rewriting that goes on already may hold what was there before: wait, then ask anew."""
    keys = store.data_keys
    return _over(store) and keys.rewrite() and _over(store) and keys.rewrote()


def _over(store: Store) -> bool:
    end = time.monotonic() + _PATIENCE
    while store.data_keys.rewriting():
        if time.monotonic() > end:
            return False
        time.sleep(_LOOK)
    return True


def _keeps() -> bool:
    """Whether it is `hotline up` that keeps the secret, and not whoever set the environment."""
    set_here = any(os.environ.get(f"HOTLINE_SECRET{file}", "").strip() for file in ("", "_FILE"))
    return not set_here and StateFolder(state_path(os.environ)).kept_secret() is not None


def _begun() -> bool:
    """Whether the line keeps two secrets, a new one and the old."""
    return _keeps() and "," in (StateFolder(state_path(os.environ)).kept_secret() or "")


def _kept() -> StateFolder:
    if not _keeps():
        raise Unfit("HOTLINE_SECRET is set by you, not by `hotline up`", "type: hotline rekey")
    return StateFolder(state_path(os.environ))
