"""Rules on what files only name: rotations, hours, zones."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from hotline.flow.check.naming import short
from hotline.flow.document import Book, HandOff, Where
from hotline.flow.fault import Fault
from hotline.flow.source.flows import MAIN
from hotline.flow.source.near import nearest

# Every line has this one; files that name no rotation need not say so.
USUAL = "peers"
VOICEMAIL = 25  # seconds of ringing


def unknown_rotations(book: Book) -> Iterator[Fault]:
    """S01: people that do not exist are called."""
    known = {name: r.where.line for name, r in book.rotations.items()} or {USUAL: 0}
    for mention in book.mentions:
        if mention.kind == "rotation" and mention.name not in known:
            what = f'{mention.by} names the rotation "{mention.written}", which does not exist'
            fix = _fix("rotations", mention.name, known)
            yield Fault(mention.where, "error", "S01", what, fix)
    for place in book.places.values():
        if isinstance(place, HandOff) and not place.to:
            what = f'"{short(place.name)}" does not say whom it brings in'
            yield Fault(place.where, "error", "S01", what, f"write: hand_off: {{to: {USUAL}}}")


def unknown_hours(book: Book) -> Iterator[Fault]:
    """S02: hours that are not written anywhere."""
    known = {name: hours.where.line for name, hours in book.hours.items()}
    for mention in book.mentions:
        if mention.kind == "hours" and mention.name not in known:
            what = f'{mention.by} names the hours "{mention.written}", which do not exist'
            fix = _fix("hours", mention.name, known)
            yield Fault(mention.where, "error", "S02", what, fix)


def _fix(heading: str, name: str, known: dict[str, int]) -> str:
    near = nearest(name, known)
    if near:
        return f'did you mean "{near}"' + (f" (line {known[near]})?" if known[near] else "?")
    return f'add "{name}" below {heading}:'


def ringing_for_long(book: Book) -> Iterator[Fault]:
    """S07: a phone that rings until a voicemail answers, or somebody gives up."""
    for place in book.places.values():
        if isinstance(place, HandOff) and place.ring > VOICEMAIL:
            what = f'"{short(place.name)}" rings each phone for {place.ring} seconds'
            fix = f"write ring: 18 seconds; after about {VOICEMAIL} a voicemail takes the call"
            yield Fault(place.where, "warning", "S07", what, fix)


def no_examples(book: Book) -> Iterator[Fault]:
    """S10: nothing plays these words before people do."""
    if not any(flow.examples for flow in book.flows.values()):
        fix = "add examples: what somebody sends, and what they must see"
        where = book.flows[MAIN].where
        yield Fault(where, "note", "S10", "no example is played at each check", fix)


def unknown_zones(book: Book) -> Iterator[Fault]:
    """S02: a time zone that does not exist."""
    for hours in book.hours.values():
        yield from _zone(hours.where, f'hours "{hours.name}"', hours.zone)
    for rotation in book.rotations.values():
        yield from _zone(rotation.where, f'rotation "{rotation.name}"', rotation.zone)


def _zone(where: Where, of: str, zone: str) -> Iterator[Fault]:
    if not zone:
        return
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        what = f'the time zone "{zone}" of {of} does not exist'
        fix = "use a name such as America/New_York (continent/city)"
        yield Fault(where, "error", "S02", what, fix)
