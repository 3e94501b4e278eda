"""`hotline flows`: the published flows and the files, in both directions.

Files seed an empty store once; from then on what is published is the truth, and changing it needs a
push. A push says which version its files were made from, so that nobody's work is written over.
"""

from __future__ import annotations

from pathlib import Path

import click

from hotline.cli.opened import opened_store
from hotline.flow.check import SINCE, check
from hotline.flow.conversation import replay
from hotline.flow.document import Book
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.settings import Settings
from hotline.store import Store


@click.group()
def flows() -> None:
    """What the line says: publish files, or fetch what is published."""


@flows.command()
def push() -> None:
    """Publish the files of the flows folder."""
    settings, store = opened_store()
    files = read_folder(settings.flows)
    loaded = load(files)
    found = check(loaded, replay, before=_published(store))
    errors = [fault for fault in found if fault.severity == "error"]
    if loaded.book is None or errors:
        raise click.ClickException("\n".join(["not published:", *map(str, errors)]))
    base = _base(settings)
    started_from = base.read_text(encoding="utf-8") if base.exists() else ""
    if not store.flows.publish(files, loaded.book.revision, started_from):
        _refuse(store, loaded.book.revision)
    base.write_text(loaded.book.revision, encoding="utf-8")
    click.echo(f"Published as {loaded.book.revision}. The line says it within a few seconds.")
    changed = [fault for fault in found if fault.code in SINCE]
    if changed:
        click.echo("\n".join(["Since the last time:", *map(str, changed)]))


@flows.command()
@click.option("--force", is_flag=True, help="write over files that differ")
def pull(force: bool) -> None:
    """Write what is published into the flows folder."""
    settings, store = opened_store()
    found = store.flows.published()
    if found is None:
        raise click.ClickException("nothing is published yet")
    revision, files = found
    parent = settings.flows.parent
    changed = [name for name, text in files.items() if _differs(parent / name, text)]
    if changed and not force:
        raise click.ClickException("these files differ, --force writes over: " + ", ".join(changed))
    for name in changed:
        (parent / name).parent.mkdir(parents=True, exist_ok=True)
        (parent / name).write_text(files[name], encoding="utf-8")
    _base(settings).write_text(revision, encoding="utf-8")
    click.echo(f"{settings.flows} is as published, {revision}; {len(changed)} files written.")


def _published(store: Store) -> Book | None:
    """What people know the line by, to compare with."""
    found = store.flows.published()
    return load(found[1]).book if found else None


def _base(settings: Settings) -> Path:
    """Where it is noted which version the files here were made from."""
    return settings.state / "flows.base"


def _refuse(store: Store, ours: str) -> None:
    published = store.flows.revision()
    if published == ours:
        raise click.ClickException("nothing to do: these files are what is published")
    raise click.ClickException(
        f"somebody else published {published} meanwhile, so this was not published.\n"
        "Keep your changes aside, `hotline flows pull --force`, put them in again, and push."
    )


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text
