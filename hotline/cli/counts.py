"""`hotline counts`: how often what happened, in days that are over; never who, and not how few."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import click

from hotline.cli.opened import opened
from hotline.cli.tables import columns
from hotline.domain.counts import (
    ALARM_ENDS,
    BACKS,
    BREATHS,
    CALL,
    PLACE,
    TEXT,
    WAITS,
    quarter_of,
    shown,
)

_ALWAYS = (CALL, TEXT, *WAITS, *BACKS, BREATHS, *ALARM_ENDS.values())
_FEW = "under 5"
_DAYS_KEPT = 90

_CANNOT = """
What we cannot tell you, on purpose

How many people. We count calls, conversations and choices, not persons: to know that two
calls came from one phone we would have to keep numbers, and we keep none. One person may be
counted ten times, ten people on one phone once.

Who they are. No age, name, gender, place, postcode, language or reason is asked for or kept,
so no table can be made of them.

What was said, and how it ended. Nothing of a talk is written down. Whether somebody breathes
again is known to those who were there. Of a check-in without an answer one word is counted, which
whoever looked after it chose.

When, within a day. There are no hours: in a small town an hour and a topic can be a person.

Small numbers. Everything is rounded down to fives, and four look like none at all: a one in a
table is somebody. Rare things, also the most important ones, therefore look like nothing.

What never reached us: texts that a phone company filtered, calls that found all lines full,
and what came while our store was away. Nor is a call that the machine's fallback answered.
"""


@click.command()
@click.option("--days", type=click.IntRange(1, _DAYS_KEPT), default=7, help="how many, 7 if unsaid")
@click.option("--quarter", is_flag=True, help="the quarters that are over, in place of days")
def counts(days: int, quarter: bool) -> None:
    """Say how often what happened, on days that are over.

    Numbers are rounded down to fives; "under 5" may also be none. Today, and a quarter that is not
    over, are not shown: who looked twice would see what happened in between.
    """
    desk, _ = opened()
    today = datetime.fromtimestamp(desk.now(), ZoneInfo(desk.zone)).date()
    if quarter:
        names = _quarters(today)
        _show(names, desk.tally.of_quarters(names))
    else:
        spans = [today - timedelta(days=back) for back in range(days, 0, -1)]
        _show([f"{day:%a %d %b}" for day in spans], desk.tally.of_days(spans))
    click.echo(_CANNOT.rstrip() if quarter else "What this cannot tell: hotline counts --quarter")


def _quarters(today: date) -> list[str]:
    """The last two that are over."""
    last = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
    before = last.replace(month=last.month - 2, day=1) - timedelta(days=1)
    return [quarter_of(before), quarter_of(last)]


def _show(heads: Sequence[str], spans: Sequence[dict[str, int]]) -> None:
    """One row a name. Places come after the rest; where nothing can be shown there is no row."""
    places = sorted({name for span in spans for name in span if name.startswith(PLACE)})
    seen = [name for name in places if any(shown(span.get(name, 0)) for span in spans)]
    rows = [[name, *(_cell(span.get(name, 0)) for span in spans)] for name in (*_ALWAYS, *seen)]
    for row in columns([["", *heads], *rows]):
        click.echo(row)
    click.echo('Times, not people, rounded down to fives. A place that is not here: "under 5".')


def _cell(count: int) -> str:
    return str(shown(count)) if shown(count) else _FEW
