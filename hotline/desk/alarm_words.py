"""What one of us reads of a check-in. It lies on their phone: a handle and times, and never where
somebody is, who they are or what they want. Phrases are named after what is told: `alarm.taken`.

The one exception is `plan`: to whoever has it, takes texts only, and asked for it with a 1.
"""

from __future__ import annotations

from hotline.desk.doors import number_for_peers
from hotline.desk.staging import staged
from hotline.desk.tools import Desk
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.times import COVER
from hotline.domain.checkin.told import Word
from hotline.domain.people import Person
from hotline.flow.stage import World
from hotline.flow.text import cheapest, part_size


def alarm(desk: Desk, check_in: CheckIn, person: Person) -> str:
    """The text that tells one of us."""
    name = "alarm.text" if person.agreed("calls") else "alarm.text.only"
    told = [said(desk, check_in, person, name)]
    if check_in.language not in person.languages:
        told += [said(desk, check_in, person, "alarm.text.language")]
    if check_in.stopped_at:
        told += [said(desk, check_in, person, "alarm.text.stopped", check_in.stopped_at)]
    return " ".join(told)


def to_peer(desk: Desk, check_in: CheckIn, person: Person, word: Word, words: str = "") -> str:
    """A sentence to one of us. `words` are the contact's, behind it and on one line: none of them
    can look like ours."""
    name = f"alarm.{word}"
    if word == "yours" and not person.agreed("calls"):
        name = "alarm.yours.only"
    if not words:
        return said(desk, check_in, person, name)
    return f"{said(desk, check_in, person, f'{name}.words')} {' '.join(words.split())}"


def plan(desk: Desk, check_in: CheckIn, person: Person) -> str:
    """What they want, and where they are."""
    wish = "silent" if check_in.silent else ""
    names = [*([f"alarm.plan.{wish}"] if wish else []), f"alarm.plan.{check_in.plan.wish}"]
    place = check_in.plan.place
    names += ["alarm.where" if place else "alarm.where.none"]
    told = [said(desk, check_in, person, name) for name in names]
    return "\n".join([*told, *([place] if place else [])])


def cover(desk: Desk, check_in: CheckIn, person: Person, last: float) -> str:
    """To who is not on, and may be, until the one that is asked `last` is over (seconds UTC)."""
    return said(desk, check_in, person, "alarm.cover", last + COVER)


def said(desk: Desk, check_in: CheckIn, person: Person, name: str, at: float = 0.0) -> str:
    """A sentence of the line's own, in their language; `at` is its time (seconds UTC), unsaid: when
    the contact was asked."""
    line = number_for_peers(desk, check_in.line)
    stage = staged(desk, World(desk.now(), line, desk.zone))
    language = person.languages[0]
    clock = stage.short_clock(at or check_in.at, language)
    called = stage.phrase("language_name", check_in.language)
    handle = f"@{check_in.handle}"
    text = stage.phrase(name, language, handle=handle, clock=clock, language=called)
    return cheapest(text, part_size(line), drop_accents=stage.book.settings.drop_accents)
