"""`hotline peers`: the roster. Nobody is rung before they agreed themselves."""

from __future__ import annotations

import math
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from hotline.cli.asking import from_input, number_from_input
from hotline.cli.opened import opened
from hotline.cli.tables import columns, date, moment
from hotline.cli.waiting import WENT, how_it_went
from hotline.desk import roster
from hotline.desk.doors import number_for_peers
from hotline.desk.leaving import leave
from hotline.desk.renewing import renumber
from hotline.desk.tools import Desk
from hotline.domain.people import CHANNELS, Channel, Consent, Person, Role
from hotline.domain.phone import Phone
from hotline.domain.written_times import read_times
from hotline.errors import Unfit
from hotline.settings import Settings

_SAID = {
    "": "not asked",
    "asked": "asked",
    "given": "yes",
    "withdrawn": "no more",
    "stopped": "stopped: START brings them back",
}
_RUNG = (
    "{name}'s phone rings once, in a moment: 1 there is yes, 2 is no, and nothing else counts.\n"
    "See what was said: hotline peers list"
)
_UNITS = {"m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


@click.group()
def peers() -> None:
    """The roster: who answers, and what they agreed to."""


@peers.command()
@click.argument("name")
@click.argument("number", metavar="[-]", required=False)
@click.option("--languages", default="", help="what they speak, e.g. en,es; the first is theirs")
@click.option("--rotation", default="", help="where their shifts go (peers)")
@click.option("--texts", is_flag=True, help="to be reached by text")
@click.option("--calls", is_flag=True, help="to be reached by call (neither: both)")
@click.option("--coordinator", is_flag=True, help="also looks after the line")
@click.option("--by-call", is_flag=True, help="ask in a call: for a landline, or without texts")
def add(
    name: str,
    number: str | None,
    languages: str,
    rotation: str,
    texts: bool,
    calls: bool,
    coordinator: bool,
    by_call: bool,
) -> None:
    """Put NAME on the roster and ask them by text. Their reply OK is the consent.

    With --by-call their phone rings once instead, now: a 1 there is the consent, to calls.

    NAME is a pseudonym. The number is asked for, or read from standard input where you write -.
    """
    if by_call and texts:
        raise click.UsageError("texts are agreed to by text: leave out --texts or --by-call")
    desk, settings = opened()
    phone = number_from_input(number, settings)
    roles: tuple[Role, ...] = ("peer", "coordinator") if coordinator else ("peer",)
    person = roster.add(
        desk,
        name,
        phone,
        line=_asking(desk, settings),
        languages=_listed(languages),
        channels=chosen(texts, calls),
        roles=roles,
        rotation=rotation,
        by_call=by_call,
    )
    asked = (
        _RUNG
        if by_call
        else "{name} is on the roster and is asked by text. OK from them lets them in."
    )
    click.echo(asked.format(name=person.name))
    click.echo(f'Next: hotline rota add {person.name} "mon-fri 18:00-24:00"')


@peers.command("list")
@click.option("--show-numbers", is_flag=True, help="also their numbers")
def list_(show_numbers: bool) -> None:
    """Everybody, and what they agreed to."""
    desk, settings = opened()
    people = sorted(desk.people.read().people, key=lambda person: person.name.casefold())
    if not people:
        click.echo("Nobody yet. Begin with: hotline peers add NAME -")
    now = desk.now()
    rows = [[*_row(p, now, settings.zone), *_numbers(p, show_numbers)] for p in people]
    for line in columns(rows):
        click.echo(line)


@peers.command()
@click.argument("name")
def remove(name: str) -> None:
    """Erase NAME everywhere, with all their shifts."""
    desk, _ = opened()
    person = roster.find(desk, name)
    shifts = roster.remove(desk, person.id)
    leave(desk, person.id)
    click.echo(f"{person.name} is erased, and shifts of theirs: {shifts}.")
    if shifts:
        click.echo("Look for what is open now: hotline rota gaps")


@peers.command()
@click.argument("name")
@click.option("--until", default="", help="2026-12-24 or 2026-12-24T18:00, the line's time")
@click.option("--for", "lasting", default="", help="30m, 2h, 3d or 1w")
def pause(name: str, until: str, lasting: str) -> None:
    """Do not ring or text NAME: until a time, for a while, or else until resumed."""
    desk, settings = opened()
    person = roster.find(desk, name)
    end = _end(desk.now(), until, lasting, settings.zone)
    roster.pause(desk, person.id, end)
    told = f"until {moment(end, settings.zone)}" if end < math.inf else "until resumed"
    click.echo(f"{person.name} is paused {told}.")


@peers.command()
@click.argument("name")
def resume(name: str) -> None:
    """End the pause of NAME."""
    desk, _ = opened()
    person = roster.find(desk, name)
    roster.resume(desk, person.id)
    click.echo(f"{person.name} is back.")


@peers.command()
@click.argument("name")
def shut(name: str) -> None:
    """Stand NAME down at once, or shut a lost phone out: nothing comes to it, and it has no say."""
    desk, _ = opened()
    person = roster.find(desk, name)
    roster.shut(desk, person.id, desk.now())
    leave(desk, person.id)
    click.echo(f"{person.name}'s phone is out. Again in: hotline peers open {person.name}")


@peers.command("open")
@click.argument("name")
def open_(name: str) -> None:
    """Let the phone of NAME in again."""
    desk, _ = opened()
    person = roster.find(desk, name)
    roster.unshut(desk, person.id)
    click.echo(f"{person.name}'s phone is in again.")


@peers.command()
@click.argument("name")
@click.argument("hours")
def quiet(name: str, hours: str) -> None:
    """Nothing but an emergency comes to NAME in these HOURS, as 02:00-09:00, or none."""
    desk, settings = opened()
    person = roster.find(desk, name)
    times = None if hours == "none" else read_times(f"mon-sun {hours}", settings.zone)
    roster.set_quiet(desk, person.id, times)
    click.echo(f"{person.name} has {'no quiet hours' if times is None else f'quiet: {hours}'}.")


@peers.command()
@click.argument("name")
@click.argument("talks", type=click.IntRange(0, 50))
def cap(name: str, talks: int) -> None:
    """After so many TALKS of a shift others are rung before NAME; 0: never."""
    desk, _ = opened()
    person = roster.find(desk, name)
    roster.set_cap(desk, person.id, talks)
    after = f"after {talks} talks of a shift others are rung first" if talks else "rung as others"
    click.echo(f"{person.name}: {after}.")


@peers.command()
@click.argument("name")
@click.argument("number", metavar="[-]", required=False)
@click.option("--by-call", is_flag=True, help="ask in a call: for a landline, or without texts")
def number(name: str, number: str | None, by_call: bool) -> None:
    """Another number for NAME: it is asked anew, and the old one is erased everywhere."""
    desk, settings = opened()
    person = roster.find(desk, name)
    phone = number_from_input(number, settings)
    renumber(desk, person.id, phone, _asking(desk, settings), by_call=by_call)
    asked = _RUNG if by_call else "{name} is asked there by text. OK from them lets them in again."
    click.echo(asked.format(name=person.name))


@peers.command()
@click.argument("name")
@click.argument("pin_", metavar="[-]", required=False)
def pin(name: str, pin_: str | None) -> None:
    """Set the PIN by which NAME is known on the phone: 4 to 8 digits, asked twice."""
    desk, _ = opened()
    person = roster.find(desk, name)
    roster.set_pin(desk, person.id, from_input(pin_, "PIN", hidden=True))
    click.echo(f"{person.name} has a new PIN.")


@peers.command()
@click.argument("name")
@click.option("--by-call", is_flag=True, help="ring them once, and ask about calls")
def consent(name: str, by_call: bool) -> None:
    """Ask NAME once more, for what they have not agreed to."""
    desk, settings = opened()
    person = roster.find(desk, name)
    if by_call:
        roster.ask_by_call(desk, person.id, settings.numbers[0])
        click.echo(_RUNG.format(name=person.name))
        return
    roster.ask_again(desk, person.id, _asking(desk, settings))
    click.echo(f"{person.name} is asked by text. OK from them lets them in.")


@peers.command()
@click.argument("name")
def test(name: str) -> None:
    """Ring NAME now as at night, and say within a minute how it went.

    Set your phone first as it is at night. Exit status 1 when no key was pressed.
    """
    desk, settings = opened()
    person = roster.find(desk, name)
    id = roster.ring_a_test(desk, person, settings.numbers[0])
    click.echo(f"{person.name}'s phone is rung. Pick up, and press 1.")
    state = how_it_went(desk, id)
    click.echo(WENT[state].format(name=person.name))
    if state != "yes":
        raise click.exceptions.Exit(1)


def _asking(desk: Desk, settings: Settings) -> Phone:
    """The number of ours that asks them: the one they are to save."""
    return number_for_peers(desk, settings.numbers[0])


def chosen(texts: bool, calls: bool) -> tuple[Channel, ...]:
    """The channels that were named; both where none was."""
    told: dict[Channel, bool] = {"texts": texts, "calls": calls}
    return tuple(channel for channel in CHANNELS if told[channel]) or CHANNELS


def _row(person: Person, now: float, zone: str) -> list[str]:
    paused = "" if person.paused_until <= now else "paused"
    if person.shut:
        paused = f"shut out since {moment(person.shut, zone)}"
    elif now < person.paused_until < math.inf:
        paused = f"paused until {moment(person.paused_until, zone)}"
    said = ", ".join(f"{channel} {_said(person.consent(channel))}" for channel in CHANNELS)
    roles = ", ".join(role for role in person.roles if role != "peer")
    return [person.name, ", ".join(person.languages), said, _since(person, zone), roles, paused]


def _since(person: Person, zone: str) -> str:
    """When they last said yes; an old one is asked about by the line itself."""
    given = [c.at for c in map(person.consent, CHANNELS) if c.state == "given"]
    asked = ", asked again" if person.asked_again else ""
    return f"since {date(max(given), zone)}{asked}" if given else ""


def _said(consent: Consent) -> str:
    by_call = consent.state == "asked" and consent.by == "call"
    return "asked by call" if by_call else _SAID[consent.state]


def _numbers(person: Person, show: bool) -> list[str]:
    return [", ".join(phone.e164 for phone in person.numbers)] if show else []


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))


def _end(now: float, until: str, lasting: str, zone: str) -> float:
    if until and lasting:
        raise click.UsageError("--until and --for are two ways to say one thing: use one")
    if lasting:
        found = re.fullmatch(r"(\d{1,4})\s*([mhdw])", lasting.strip().lower())
        if not found:
            raise Unfit(f'"{lasting}" is not a while', "write it like 30m, 2h, 3d or 1w")
        return math.ceil(now / 60) * 60.0 + int(found[1]) * _UNITS[found[2]]
    return _moment(until, now, zone) if until else math.inf


def _moment(text: str, now: float, zone: str) -> float:
    wall = None
    if re.fullmatch(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d)?", text):
        try:
            wall = datetime.fromisoformat(text)
        except ValueError:
            wall = None
    if wall is None:
        raise Unfit(f'"{text}" is not a time', "write it like 2026-12-24 or 2026-12-24T18:00")
    at = wall.replace(tzinfo=ZoneInfo(zone)).timestamp()
    if at <= now:
        raise Unfit("that time is over", "a time to come")
    return at
