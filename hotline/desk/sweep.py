"""What no errand knows of is found by going through all that the carrier lists.

Answers whose reports were lost, texts and calls that came while the store was away, what was not
for us: twice an hour each page is looked through, and what is ours and over gets an errand of its
own. There is one sweep, itself an errand: a worker has it for the time of a page, and whoever comes
after a crash goes on at that page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hotline.desk.erasing import delete
from hotline.desk.ready import CARRIER_FAILS
from hotline.desk.tools import Desk
from hotline.domain.copies import Copy, CopyPage, fate, oldest, to_erase, turned
from hotline.domain.errands import SWEEP, CopyKind, Due, EraseCall, EraseText, Sweep, copy_of
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure, NotFinal

EVERY = 1800.0  # seconds from the beginning of a pass to the next
APART = 1.0  # seconds from one deletion to the next: workers are there to ring people
LASTS = 15 * 86400.0  # seconds that the sweep is kept while nobody takes it up
GIVE_UP = 3600.0  # seconds; what is still there then is found again
_AGAIN = (30, 60, 300, 900)  # seconds until a page is asked for again, by how often it was
_KINDS: tuple[CopyKind, ...] = ("text", "call")


def keep_sweeping(desk: Desk) -> None:
    """The clock sees to it that there is a sweep. Raises StoreAway."""
    if desk.errands.read(SWEEP) is None:
        desk.errands.add(Due(desk.now(), SWEEP), Sweep(desk.now() + LASTS))


def sweep_page(desk: Desk, id: str, sweep: Sweep) -> str:
    """Look through one page; in one word what became of it."""
    try:
        page = desk.carrier().copies(sweep.kind, sweep.since, sweep.page)
    except CarrierRefused:  # a page that is no more: from the first one, next time
        tries = sweep.tries + 1
        afresh = replace(sweep, kind="text", page="", began=None, oldest=None, tries=tries)
        _put_off(desk, id, afresh, EVERY)
        return "refused"
    except (CarrierBusy, CarrierUnsure) as failure:
        if isinstance(failure, CarrierUnsure):
            desk.beats.beat(CARRIER_FAILS, desk.now())
        wait = _AGAIN[min(sweep.tries, len(_AGAIN) - 1)]
        _put_off(desk, id, replace(sweep, tries=sweep.tries + 1), wait)
        return "put off"
    return _go_on(desk, id, sweep, page)


def _go_on(desk: Desk, id: str, sweep: Sweep, page: CopyPage) -> str:
    now = desk.now()
    found = to_erase(page, desk.lines, now, sweep.ended)
    for n, copy in enumerate(found):
        desk.errands.add(Due(now + n * APART, copy_of(desk.token())), _erasing(copy, now + GIVE_UP))
    after = turned(sweep, page, desk.lines, now)
    began = now if sweep.began is None else sweep.began
    wait = APART * max(len(found), 1)
    _put_off(desk, id, after, wait if after.began else max(began + EVERY - now, wait))
    return "swept"


def _put_off(desk: Desk, id: str, sweep: Sweep, wait: float) -> None:
    now = desk.now()
    desk.errands.put_off(Due(now + wait, id), replace(sweep, until=now + LASTS))


def _erasing(copy: Copy, until: float) -> EraseText | EraseCall:
    return EraseText(copy.id, until) if copy.kind == "text" else EraseCall(copy.id, until)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep by hand has found so far: counts, and when the oldest of what stays came about
    (seconds UTC)."""

    others: int = 0  # not of this line, left alone
    deleted: int = 0
    kept: int = 0  # not final yet
    oldest: float | None = None


def sweep_all(desk: Desk) -> Iterator[Swept]:
    """By hand: everything that the carrier lists, at once, one record after the other.

    Raises CarrierError. What is deleted stays so; run again it begins anew, and finds less.
    """
    swept = Swept()
    for kind in _KINDS:
        for copy in _listed(desk, kind):
            swept = _swept(desk, swept, copy)
            yield swept


def _listed(desk: Desk, kind: CopyKind) -> Iterator[Copy]:
    page = desk.carrier().copies(kind, 0.0, "")
    yield from page.copies
    while page.next:
        page = desk.carrier().copies(kind, 0.0, page.next)
        yield from page.copies


def _swept(desk: Desk, swept: Swept, copy: Copy) -> Swept:
    what = fate(copy, desk.lines, desk.now())
    if what == "never":
        return replace(swept, others=swept.others + 1)
    if what == "now" and _deleted(desk, copy):
        return replace(swept, deleted=swept.deleted + 1)
    stays = oldest([copy], desk.lines, swept.oldest)
    return replace(swept, kept=swept.kept + 1, oldest=stays)


def _deleted(desk: Desk, copy: Copy) -> bool:
    try:
        delete(desk.carrier(), _erasing(copy, desk.now()))
    except NotFinal:
        return False
    return True
