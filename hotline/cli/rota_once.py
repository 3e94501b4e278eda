"""`hotline rota give`, `holiday`, `feed`: what is otherwise for once, and a peer's own calendar."""

from __future__ import annotations

import click

from hotline.cli.opened import opened
from hotline.cli.tables import moment
from hotline.desk import feeds, roster
from hotline.desk import rota as rules
from hotline.desk.rotations import known_rotation
from hotline.domain.cover import held_at, held_on
from hotline.domain.overrides import Holiday
from hotline.domain.written_times import read_date, read_times
from hotline.errors import Unfit

NOBODY = "nobody"


@click.command()
@click.argument("name")
@click.argument("on")
@click.argument("to")
@click.option("--hours", default="", help='only a part of it, e.g. "22:00-24:00"')
def give(name: str, on: str, to: str, hours: str) -> None:
    """For once, on the date ON, NAME's shift is TO's (or "nobody"'s)."""
    desk, settings = opened()
    person, day = roster.find(desk, name), read_date(on)
    other = None if to == NOBODY else roster.find(desk, to)
    there = desk.rota.read()
    if hours:
        wanted = read_times(hours, settings.zone, day).coming(0.0)
        found = held_at(there, person.id, day, wanted, desk.now())
    else:
        found = held_on(there, person.id, day, desk.now())
    if not found:
        raise Unfit(f"{person.name} has no such shift that day", "look at `hotline rota show`")
    for part in found:
        rules.give(desk, part, other.id if other else "")
        begin, end = moment(part.begin, settings.zone), moment(part.end, settings.zone)
        click.echo(f"{begin} to {end} is {other.name if other else NOBODY}'s.")
    if other and not other.agreed("calls") and not other.agreed("texts"):
        click.echo(f"{other.name} has not agreed yet, and is not rung until then.")


@click.command()
@click.argument("on")
@click.option("--rotation", default="", help="of this rotation (peers)")
@click.option("--remove", is_flag=True, help="it is a day as all others again")
def holiday(on: str, rotation: str, remove: bool) -> None:
    """On the date ON no weekly shift begins; add shifts of that date if somebody is on all the
    same."""
    desk, _ = opened()
    day = Holiday(known_rotation(desk, rotation), read_date(on))
    changed = rules.remove_holiday(desk, day) if remove else rules.add_holiday(desk, day)
    told = "is a day as all others" if remove else "no weekly shift begins"
    click.echo(f"{day.on} ({day.rotation}): {told}{'' if changed else ', as before'}.")


@click.command()
@click.argument("name")
@click.option("--revoke", is_flag=True, help="the address leads nowhere any more")
def feed(name: str, revoke: bool) -> None:
    """Print a secret address of NAME's own shifts, for the calendar on their phone.

    A new one each time; the one before leads nowhere then. It tells days and hours, and no name.
    """
    desk, settings = opened()
    person = roster.find(desk, name)
    if revoke:
        feeds.revoke_feed(desk, person.id)
        click.echo(f"No address leads to {person.name}'s shifts.")
        return
    click.echo(f"{settings.public_url}/feeds/{feeds.new_feed(desk, person.id)}")
    click.echo("Give it to nobody else; whoever has it sees these hours.", err=True)
