"""The carrier's copies: its records of texts and calls, which of them are to go, and when.

A sweep goes through all that the carrier lists, texts first, then calls, page by page.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hotline.domain.errands import CopyKind, Sweep
from hotline.domain.phone import Phone

# `out`: a text that has left and may still get a receipt, which many never do.
State = Literal["under way", "out", "final"]
Fate = Literal["never", "later", "now"]

RIPE = 120.0  # seconds in which a copy is left to its own errand
_HOUR, _DAY = 3600.0, 86400.0
# How far a sweep looks back beyond the last one: a text may wait for ten hours before it is dated,
# a call lasts four, and the carrier's dates are whole days.
_MARGIN = 2 * _DAY


@dataclass(frozen=True, slots=True)
class Copy:
    """One record at the carrier: no words.

    `ends` are those it was between, as far as they are whole numbers; `at` is when it came about
    (seconds UTC), by which the carrier lists it.
    """

    id: str
    kind: CopyKind
    ends: frozenset[Phone]
    state: State
    at: float


@dataclass(frozen=True, slots=True)
class CopyPage:
    """A page of the carrier's listing; `next` leads to the one after it, empty: this is the last"""

    copies: tuple[Copy, ...]
    next: str = ""


def ours(copy: Copy, lines: Collection[Phone]) -> bool:
    """Whether a number of this line is at one end. An account may have other uses."""
    return any(end in lines for end in copy.ends)


def fate(copy: Copy, lines: Collection[Phone], now: float) -> Fate:
    """Delete it now, later, or never. Of a text that is merely out at least the words go now."""
    if not ours(copy, lines):
        return "never"
    return "later" if copy.state == "under way" or now - copy.at < RIPE else "now"


def worth_asking(copy: Copy, now: float, passed: float | None) -> bool:
    """What did not go within a day is asked for once a day from then on, at the hour it came.

    `passed` is when the last whole pass ended (None: there was none). What was not yet a day old
    then is asked for in any case: it came while no worker was there.
    """
    new = passed is None or passed - copy.at < _DAY
    return new or (now - copy.at) % _DAY < _HOUR


def to_erase(
    page: CopyPage, lines: Collection[Phone], now: float, passed: float | None
) -> list[Copy]:
    """Those of a page whose deletion a sweep asks for."""
    over = (copy for copy in page.copies if fate(copy, lines, now) == "now")
    return [copy for copy in over if worth_asking(copy, now, passed)]


def oldest(copies: Sequence[Copy], lines: Collection[Phone], known: float | None) -> float | None:
    """When the oldest of ours came about, of these and what is known already (seconds UTC)."""
    moments = [copy.at for copy in copies if ours(copy, lines)]
    return min(moments + ([] if known is None else [known]), default=None)


def turned(sweep: Sweep, page: CopyPage, lines: Collection[Phone], now: float) -> Sweep:
    """The sweep after this page: at the next one, at the calls, or at its end."""
    began = now if sweep.began is None else sweep.began
    known = oldest(page.copies, lines, sweep.oldest)
    on = replace(sweep, began=began, oldest=known, page=page.next, tries=0)
    if page.next:
        return on
    if sweep.kind == "text":
        return replace(on, kind="call")
    since = max(0.0, min(began, began if known is None else known) - _MARGIN)
    return replace(on, kind="text", since=since, began=None, oldest=None, ended=now, left=known)
