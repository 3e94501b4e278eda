"""`hotline panic`: everything about contacts is gone in a second."""

from __future__ import annotations

from collections.abc import Mapping
from time import sleep

import click

from hotline.cli.opened import opened
from hotline.cli.tables import columns
from hotline.desk import checkins
from hotline.desk.panic import panic as erase

_WORD, _WORD_FOR_ALL = "PANIC", "EVERYTHING"
_ASKED = {
    _WORD: "Everything about contacts is erased: who writes, who waits, what was to follow."
    " The line closes.",
    _WORD_FOR_ALL: "Everything is erased: contacts, and also the roster, the rota, published flows,"
    " and who said STOP. The line closes, and has to be set up anew.",
}
_CHECKS = (
    "Check-ins that run now: {count}. Nobody will check on them any more: each is told"
    " so by text first, as far as texts may go there."
)
_TOLD = "Told that nobody will check on them: {told} of {count}."
_NOT_TOLD = (
    "NOT told, and now erased here: {count}. They still believe that somebody will check on them."
    " If any of you knows\nwho they may be, reach them by other means now. Who calls or texts again"
    " meets somebody only on an open line:\nhotline switch open, as soon as that is safe."
)
_STAYS = "Still there: roster, rota, flows, and who said STOP or is blocked."
_COPIES = "Deletions at the carrier that a worker does from now on: {count}."
_CALLS = "Calls that go on were not ended, and end by themselves (--hang-up ends them)."
_CLOSED = "The line is closed: callers and texters are told so. Open it again: hotline switch open"
_NOT_GONE = (
    "Not gone: what phone companies keep; chats and call lists on phones; backups, and copies of"
    " the store\nthat somebody took before: those open with HOTLINE_SECRET."
)
_NOISE = (
    "Ids of what the carrier keeps went along: it is found there by date, with hotline sweep.\n"
    "What is left anywhere is noise once HOTLINE_SECRET is gone: stop the line, and destroy the"
    " secret wherever you keep it.\nWith `hotline up`: close it, then hotline up --fresh"
)


@click.command()
@click.option("--all", "everything", is_flag=True, help="also roster, rota, flows and STOP marks")
@click.option("--hang-up", is_flag=True, help="also end the calls of everybody who waits or talks")
def panic(everything: bool, hang_up: bool) -> None:
    """Erase everything about contacts at once, and close the line.

    It may run meanwhile. Roster, rota, flows, STOP marks and blocks stay, unless you say --all;
    nobody's call is ended, unless you say --hang-up. You are asked twice.
    """
    desk, _ = opened()
    word = _WORD_FOR_ALL if everything else _WORD
    if running := len(checkins.running(desk)):
        click.echo(_CHECKS.format(count=running))
    _ask_twice(word)
    done = erase(desk, sleep, hang_up=hang_up, everything=everything)
    _tell(done.gone)
    if count := done.told + done.untold:
        click.echo(_TOLD.format(told=done.told, count=count))
    click.echo(f"Calls ended: {done.ended}." if hang_up else _CALLS)
    if everything:
        click.echo(_NOISE)
    else:
        click.echo(f"{_COPIES.format(count=done.copies)}\n{_STAYS}\n{_CLOSED}")
    click.echo(_NOT_GONE)
    if done.untold:
        click.echo(_NOT_TOLD.format(count=done.untold))
        raise click.exceptions.Exit(1)


def _ask_twice(word: str) -> None:
    click.echo(f"{_ASKED[word]} It cannot be undone.")
    for asked in (f"Type {word} to go on", f"Type {word} once more"):
        if click.prompt(asked, default="", show_default=False).strip() != word:
            raise click.ClickException("nothing was erased")


def _tell(gone: Mapping[str, int]) -> None:
    click.echo("Gone:" if gone else "There was nothing to erase.")
    for row in columns([[f"{count:>6}", kind] for kind, count in gone.items()] or [[""]]):
        click.echo(row)
