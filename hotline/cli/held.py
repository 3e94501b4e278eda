"""`hotline held`: which kinds of record exist about a number, and until when; never what is in
them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from hotline.cli.asking import number_from_input
from hotline.cli.opened import opened
from hotline.cli.tables import columns, moment
from hotline.desk import checkins
from hotline.desk.tools import Desk
from hotline.domain.checkin.times import lives_until
from hotline.domain.contact import Contact
from hotline.domain.phone import Phone

_STOP = {
    "carrier": ("texts are stopped, by the carrier", "until START"),
    "us": ("texts are stopped, by us", "until they write again"),
}
_CHECK = "a check-in: when they are asked, what they want to be done, and their last words then"
_BLOCKED = "calls are kept from people, or from one of us"


@click.command()
@click.argument("number", metavar="[-]", required=False)
def held(number: str | None) -> None:
    """Show which kinds of record exist about a number, on which line of ours, until when.

    The number is asked for, or read from standard input where you write -.
    """
    desk, settings = opened()
    phone = number_from_input(number, settings)
    rows = [*_of_lines(desk, phone, settings.zone), *_of_us(desk, phone)]
    click.echo("\n".join(columns(rows)) if rows else "Nothing is held about this number.")


def _of_lines(desk: Desk, phone: Phone, zone: str) -> Iterator[tuple[str, str, str]]:
    running = [check_in for check_in in checkins.running(desk) if check_in.phone == phone]
    for at, line in enumerate(desk.lines, 1):
        contact = Contact(line, phone)
        ends: dict[str, float] = {}
        for one in desk.traces.held(contact, desk.now()):
            ends[one.kind] = max(one.until, ends.get(one.kind, 0.0))
        for kind, end in ends.items():
            yield f"number {at}", kind, f"until {moment(end, zone)}"
        if by := desk.marks.stopped(contact):
            yield f"number {at}", *_STOP[by]
        if check_in := next((c for c in running if c.line == line), None):
            until = moment(lives_until(check_in, desk.now()), zone)
            yield f"number {at}", _CHECK, f"until it is closed, {until} at the latest"
        mark = desk.blocks.mark(line, phone)
        if blocks := [block.until for block in desk.blocks.all(desk.now()) if block.mark == mark]:
            yield f"number {at}", _BLOCKED, f"until {moment(max(blocks), zone)}"


def _of_us(desk: Desk, phone: Phone) -> Iterator[tuple[str, str, str]]:
    if person := desk.people.read().with_number(phone):
        yield "roster", "one of us", f"until: hotline peers remove {person.name}"
    if desk.shared.read().hold(phone):
        yield "shared", "a number that is nobody's own", "until: hotline shared remove -"
