"""`hotline rota`: who is on when, shifts, gaps, and calendars in and out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import IO

import click

from hotline.cli.opened import opened
from hotline.cli.peers import chosen
from hotline.cli.rota_once import feed, give, holiday
from hotline.cli.rota_page import gap_lines, page
from hotline.desk import roster
from hotline.desk import rota as rules
from hotline.desk.rotations import known_rotation, rotations
from hotline.desk.tools import Desk
from hotline.domain.calendar_exceptions import events_of
from hotline.domain.calendar_reading import Fault, read_calendar
from hotline.domain.calendar_writing import Entry, write_calendar
from hotline.domain.people import Channel, Person, Roster
from hotline.domain.rota import Place, Shift
from hotline.domain.written_times import read_date, read_times, read_zone, write_times
from hotline.errors import Unfit

_DAYS = click.IntRange(1, 366)


@click.group()
def rota() -> None:
    """The rota: who is on when, and where nobody is."""


for command in (give, holiday, feed):
    rota.add_command(command)


@rota.command()
@click.option("--rotation", default="", help="only this one")
@click.option("--days", type=_DAYS, default=7, show_default=True, help="how far ahead")
@click.option("--zone", default="", help="in the time of this place (the line's)")
@click.option("--texts", is_flag=True, help="who is reached by text, instead of by call")
def show(rotation: str, days: int, zone: str, texts: bool) -> None:
    """Who is on, day by day."""
    desk, settings = opened()
    place, channel = read_zone(zone or settings.zone), _channel(texts)
    for at, name in enumerate(_named(desk, rotation)):
        now = _whole_minute(desk)
        gaps = rules.gaps(desk, name, now, days + 1, channel)
        lines = page(rules.rotation(desk, name, channel), gaps, now, days, place)
        click.echo("\n".join(["", *lines] if at else lines))


@rota.command()
@click.argument("name")
@click.argument("times")
@click.option("--rotation", default="", help="the rotation it is for (theirs)")
@click.option("--zone", default="", help="in the time of this place (the line's)")
@click.option("--on", "on", default="", help="only on this date, e.g. 2026-12-24")
@click.option("--texts", is_flag=True, help="answers texts")
@click.option("--calls", is_flag=True, help="answers calls (neither: both)")
@click.option("--backup", is_flag=True, help="is rung after those who are first")
@click.option("--trainee", is_flag=True, help="is not rung, but may listen when all agree")
def add(
    name: str,
    times: str,
    rotation: str,
    zone: str,
    on: str,
    texts: bool,
    calls: bool,
    backup: bool,
    trainee: bool,
) -> None:
    """Add a shift of NAME: "mon-fri 18:00-02:00", or with --on DATE "18:00-24:00"."""
    desk, settings = opened()
    person = roster.find(desk, name)
    when = read_times(times, zone or settings.zone, read_date(on) if on else None)
    if not when.coming(desk.now()):
        raise Unfit("that time is over", "a date to come")
    rotation = rotation or person.rotation
    if backup and trainee:
        raise Unfit("a trainee answers nobody, and so is no backup", "one of the two")
    place: Place = "trainee" if trainee else "backup" if backup else "first"
    promise = rules.Promise(person, rotation, when, chosen(texts, calls), place)
    new = rules.add_shifts(desk, [promise])
    told = f"{person.name} has a shift" if new else f"{person.name} had this shift already"
    click.echo(f"{told}: {write_times(when)}, {when.zone} time.")
    if not person.agreed("calls") and not person.agreed("texts"):
        click.echo(f"{person.name} has not agreed yet, and is not rung until then.")


@rota.command()
@click.argument("name")
@click.argument("times", required=False)
@click.option("--rotation", default="", help="only of this rotation")
@click.option("--on", "on", default="", help="the shift of this date")
def remove(name: str, times: str | None, rotation: str, on: str) -> None:
    """Take a shift off NAME: the TIMES as `hotline rota show` lists them."""
    desk, settings = opened()
    person = roster.find(desk, name)
    dated = read_date(on) if on else None
    wanted = write_times(read_times(times, settings.zone, dated)) if times else ""
    shift = _one(person, _matching(desk, person, wanted, rotation, dated))
    rules.remove_shifts(desk, {shift.id})
    click.echo(f"{person.name} has one shift less: {write_times(shift.times)}.")


@rota.command()
@click.option("--rotation", default="", help="only this one")
@click.option("--days", type=_DAYS, default=14, show_default=True, help="how far ahead")
@click.option("--texts", is_flag=True, help="by text, instead of by call")
def gaps(rotation: str, days: int, texts: bool) -> None:
    """When nobody is on. Exit status 1 when there is such a time."""
    desk, settings = opened()
    found = False
    for name in _named(desk, rotation):
        holes = rules.gaps(desk, name, _whole_minute(desk), days, _channel(texts))
        found = found or bool(holes)
        click.echo(f"{name}: " + ("nobody is on" if holes else f"somebody is on for {days} days"))
        for line in gap_lines(holes, settings.zone):
            click.echo(f"  {line}")
    if found:
        raise click.exceptions.Exit(1)


@rota.command()
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
@click.option("--rotation", default="", help="only this one")
def export(file: IO[str], rotation: str) -> None:
    """Write the shifts as iCalendar to FILE (or here), with what is otherwise for once: names and
    times, no numbers."""
    desk, _ = opened()
    names = {person.id: person.name for person in desk.people.read().people}
    listed, there = _named(desk, rotation), desk.rota.read()
    entries = [
        event
        for shift in there.shifts
        if shift.rotation in listed and shift.person in names
        for event in events_of(there, shift, names, desk.now())
    ]
    file.write(write_calendar(entries, desk.now()))


@rota.command("import")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--rotation", default="", help="put all of them into this one")
def import_(file: IO[str], rotation: str) -> None:
    """Add the shifts of an iCalendar FILE, all or none. An event's title is a peer's name."""
    desk, settings = opened()
    entries, faults = read_calendar(file.read(), settings.zone)
    promises, unknown = _promises(desk, entries, rotation)
    for fault in sorted([*faults, *unknown]):
        click.echo(f"{file.name}:{fault.line}: {fault.what}", err=True)
    if faults or unknown:
        raise click.ClickException("nothing was imported")
    new = rules.add_shifts(desk, promises)
    click.echo(f"{new} shifts added, {len(promises) - new} were there already, or are over.")


def _promises(
    desk: Desk, entries: Sequence[tuple[int, Entry]], rotation: str
) -> tuple[list[rules.Promise], list[Fault]]:
    """(what can be added, what is wrong): all that is wrong is said at once."""
    promises, faults = [], []
    known = desk.people.read()
    for line, entry in entries:
        try:
            promises.append(_promise(desk, known, entry, rotation))
        except Unfit as unfit:
            faults.append(Fault(line, str(unfit)))
    return promises, faults


def _promise(desk: Desk, known: Roster, entry: Entry, rotation: str) -> rules.Promise:
    person = known.named(entry.name)
    if person is None:
        raise Unfit(f'nobody is called "{entry.name}"', "add them first: hotline peers add")
    name = known_rotation(desk, rotation or entry.rotation or person.rotation)
    return rules.Promise(
        person,
        name,
        entry.times,
        entry.channels,
        entry.place,
        entry.off,
        entry.part_of or entry.id,
        once=bool(entry.part_of),
    )


def _matching(
    desk: Desk, person: Person, wanted: str, rotation: str, on: date | None
) -> list[Shift]:
    return [
        shift
        for shift in desk.rota.read().shifts
        if shift.person == person.id
        and (not rotation or shift.rotation == rotation)
        and (not wanted or write_times(shift.times) == wanted)
        and (on is None or shift.times.on == on)
    ]


def _one(person: Person, shifts: Sequence[Shift]) -> Shift:
    if not shifts:
        raise Unfit(f"{person.name} has no such shift", "look at `hotline rota show`")
    if len(shifts) > 1:
        listed = "; ".join(f'"{write_times(s.times)}" ({s.rotation})' for s in shifts)
        raise Unfit(f"{person.name} has several shifts", f"say which one: {listed}")
    return shifts[0]


def _named(desk: Desk, rotation: str) -> tuple[str, ...]:
    return (known_rotation(desk, rotation),) if rotation else rotations(desk)


def _channel(texts: bool) -> Channel:
    return "texts" if texts else "calls"


def _whole_minute(desk: Desk) -> float:
    return desk.now() // 60 * 60
