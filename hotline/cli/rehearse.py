"""`hotline rehearse`: walk the flows in the terminal, as a contact would by text or by phone."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from hotline.flow.check import check
from hotline.flow.conversation import Conversation, PhoneCall
from hotline.flow.edition import edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.flow.session import Session

_LATER = "~"


@click.command()
@click.argument("folder", default="flows", type=click.Path(path_type=Path, file_okay=False))
@click.option("--call", "calling", is_flag=True, help="by phone: each line is a key, or silence")
@click.option("--language", default="", help="start in this language, e.g. es")
@click.option("--at", "at", default="", help="wall time on the line: 2026-12-24T23:30")
@click.option("--zone", default="America/New_York", help="the line's time zone")
def rehearse(folder: Path, calling: bool, language: str, at: str, zone: str) -> None:
    """Walk the flows in FOLDER: each line you type is a text, each answer comes out as `< …`.

    `~90` lets 90 seconds pass, `~2h` two hours; texts that come meanwhile are shown. With --call
    each line is a key, an empty one is silence; nobody picks up.
    """
    talk = _conversation(folder, zone, at)
    if calling:
        _call(PhoneCall(talk.edition, zone=zone, now=talk.now), language)
        return
    if language:
        talk.session = Session(language=language, chosen=True, until=talk.now + 7200)
    if sys.stdin.isatty():
        click.echo("Type what a contact would text; ~90 lets 90 seconds pass; Ctrl-D ends.")
    for line in sys.stdin:
        for said in _said(talk, line.rstrip("\n")):
            click.echo("< " + said.replace("\n", "\n  "))


def _call(call: PhoneCall, language: str) -> None:
    """The language can be chosen beforehand; everything else is a key."""
    if language and call.turn.on:
        session = Session(language=language, chosen=True)
        call.turn = replace(call.turn, on=replace(call.turn.on, session=session))
    if sys.stdin.isatty():
        click.echo("Type a key; an empty line is silence; Ctrl-D hangs up.")
    click.echo(f"< {call.heard}")
    for line in sys.stdin:
        click.echo(f"< {call.press(line.strip()[:1])}")
        if call.turn.on is None:
            return


def _said(talk: Conversation, line: str) -> list[str]:
    if line.startswith(_LATER):
        return talk.wait(_seconds(line[1:]))
    return [talk.text(line) or "(nothing)"]


def _seconds(text: str) -> float:
    units = {"s": 1, "m": 60, "h": 3600}
    number, unit = (text[:-1], text[-1]) if text[-1:] in units else (text, "s")
    return float(number) * units[unit] if number.replace(".", "", 1).isdigit() else 0.0


def _conversation(folder: Path, zone: str, at: str) -> Conversation:
    loaded = load(read_folder(folder))
    if loaded.book is None or any(fault.severity == "error" for fault in check(loaded)):
        raise click.ClickException(f"{folder} has errors: run `hotline check {folder}`")
    talk = Conversation(edition_of(loaded.book), zone=zone)
    if at:
        talk.now = _moment(at, zone)
    return talk


def _moment(at: str, zone: str) -> float:
    try:
        return datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone)).timestamp()
    except (ValueError, KeyError):
        raise click.UsageError(
            "--at wants a time like 2026-12-24T23:30, --zone a time zone"
        ) from None
