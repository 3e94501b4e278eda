"""`hotline rehearse`: any evening at the kitchen table, by text and by phone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from hotline.cli.recording import Recorder
from hotline.cli.typos import typos as study_typos
from hotline.errors import Unfit
from hotline.flow.check import check
from hotline.flow.edition import Edition, edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.flow.rehearsing.evening import Evening, Setting, Shown
from hotline.flow.typed import ACTS

FIRST, LAST = 12, 4  # answers that are printed of a long silence
_OTHERS = {
    "save NAME": "write it all as an example into the flow file, to be replayed by every check",
    "help": "this list",
}


@click.command()
@click.argument("folder", default="flows", type=click.Path(path_type=Path, file_okay=False))
@click.option("--call", "calling", is_flag=True, help="begin with a call: each line is a key")
@click.option("--language", default="", metavar="es", help="they have chosen this language")
@click.option("--at", default="", metavar='"sat 23:30"', help="the time on the flows' own clock")
@click.option("--line", default="", metavar="closed", help="how the line is switched")
@click.option(
    "--on", multiple=True, metavar="Ana:en,es", help="who is on, again for each; or nobody"
)
@click.option("--hidden", is_flag=True, help="they withhold their number")
@click.option("--typos", is_flag=True, help="mistype every word instead, and see what is misread")
@click.option("--seed", default=1, show_default=True, help="of --typos: other typos")
@click.option("--each", default=200, show_default=True, help="of --typos: so many of each word")
@click.pass_context
def rehearse(
    context: click.Context,
    folder: Path,
    calling: bool,
    language: str,
    at: str,
    line: str,
    on: tuple[str, ...],
    hidden: bool,
    typos: bool,
    seed: int,
    each: int,
) -> None:
    """Play an evening with the flows in FOLDER: what you type is a text, or in a call a key.

    \b
      hotline rehearse                             texts, at noon; nobody is on
      hotline rehearse --call --on Ana:en,es       a call; Ana's phone rings
      hotline rehearse --at "sat 23:30" --language es
      hotline rehearse --call --line closed --hidden
      hotline rehearse --typos                     which words are misread?

    \b
    While it runs:
      narcan     a text (in a call 0-9, * or #; an empty line is silence)
      ~2h        two hours later (~90 seconds, ~20 minutes)
      :call      the same person calls; :hang up
      :take      who is rung picks up (:pass, :busy)
      :save it works     write it as an example into the flow file
      :help      everything that can happen

    With --typos the exit status is 1 if too many are misread.
    """
    edition = _edition(folder)
    if typos:
        context.exit(0 if study_typos(edition, seed, each) else 1)
    try:
        evening = Evening(edition, Setting(at, language, line, on or None, hidden))
    except Unfit as wrong:
        raise click.UsageError(str(wrong)) from None
    _play(evening, Recorder(folder, evening), ":call" if calling else "")


def _play(evening: Evening, recorder: Recorder, first: str) -> None:
    """Until the input ends; a call that was begun with ends it too."""
    if sys.stdin.isatty():
        click.echo(f"It is {evening.clock}. Type what they text; :help tells more; Ctrl-D ends.")
    if first:
        _show(_done(evening, recorder, first))
    while not first or evening.calling:
        if sys.stdin.isatty():
            click.echo("key> " if evening.calling else "text> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        _show(_done(evening, recorder, line.rstrip("\r\n")))


def _done(evening: Evening, recorder: Recorder, line: str) -> Sequence[Shown]:
    """What a line brings; what is wrong with it, in words."""
    name, _, rest = line.partition(" ")
    try:
        if name == ":save":
            return [Shown(recorder.save(rest.strip()), aside=True)]
        if name == ":help":
            return [Shown(_help(), aside=True)]
        if not line and not evening.calling:
            return []
        shown = evening.play(line)
    except Unfit as wrong:
        return [Shown(f"not done: {wrong.what}; {wrong.mend}", aside=True)]
    recorder.shown += shown
    return [*shown, *([Shown(evening.clock, aside=True)] if line.startswith("~") else [])]


def _show(shown: Sequence[Shown]) -> None:
    """What the contact gets after `<`, all else in brackets; of very much, the ends."""
    left_out = len(shown) - FIRST - LAST
    for at, one in enumerate(shown):
        if at == FIRST and left_out > 0:
            click.echo(f"  (… and {left_out} times more …)")
        if at < FIRST or at >= len(shown) - LAST:
            text = one.text.replace("\n", "\n  ")
            click.echo(f"  ({text})" if one.aside else f"< {text}")


def _help() -> str:
    acts = {**{f":{name}": said for name, said in ACTS.items()}, "~2h": "two hours later"}
    listed = {**acts, **{f":{name}": said for name, said in _OTHERS.items()}}
    return "\n".join(f"{name:<11} {said}" for name, said in listed.items())


def _edition(folder: Path) -> Edition:
    loaded = load(read_folder(folder))
    if loaded.book is None or any(fault.severity == "error" for fault in check(loaded)):
        raise click.ClickException(f"{folder} has errors: run `hotline check {folder}`")
    return edition_of(loaded.book)
