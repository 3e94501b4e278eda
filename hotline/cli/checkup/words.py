"""The flows on disk: without faults, and with the blanks filled that only locals can fill."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.flow.check import check
from hotline.flow.fault import Fault
from hotline.flow.folder import read_folder
from hotline.flow.load import load

_NOT_SERVED = (
    "what is published cannot be served by this release, and the last good flows are. Mend:"
    " hotline flows pull, hotline check, and push what it finds mended"
)
# How a flow file says that nobody here has confirmed a card yet.
_BLANK = re.compile(r"^\s*checked_by:\s*nobody yet\b", re.MULTILINE)


def words(folder: Path) -> list[Finding]:
    if not folder.is_dir():
        return [mend("words", "there is no folder of flows. Mend: set HOTLINE_FLOWS")]
    files = read_folder(folder)
    faults = check(load(files), today=date.today())  # noqa: DTZ011 - the coordinator's
    return [*_faults(faults), *_drafts(faults), *_blanks(files)]


def published(*, as_published: bool) -> list[Finding]:
    """What the line serves: another release may judge harder than the one it was published with."""
    if as_published:
        return [ok("words", "what is published is what is served")]
    return [mend("words", _NOT_SERVED)]


def _faults(faults: tuple[Fault, ...]) -> list[Finding]:
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = sum(fault.severity == "warning" for fault in faults)
    if errors:
        return [mend("words", f"the flows have {errors} errors. Mend: run `hotline check`")]
    if warnings:
        return [look("words", f"the flows have {warnings} warnings: run `hotline check`")]
    return [ok("words", "the flows can be served")]


def _drafts(faults: tuple[Fault, ...]) -> list[Finding]:
    """Translations that wait for a second reader; they are served all the same."""
    drafts = sum(fault.code == "T16" for fault in faults)
    what = f"translations that nobody has read a second time: {drafts} (`drafts:`)"
    return [look("words", what)] if drafts else []


def _blanks(files: Mapping[str, str]) -> list[Finding]:
    blanks = sum(len(_BLANK.findall(text)) for text in files.values())
    if not blanks:
        return [ok("words", "every card was checked by somebody here")]
    what = f"{blanks} blanks only you can fill: cards that nobody where you are has checked yet"
    return [look("words", f"{what} (`checked_by: nobody yet`)")]
