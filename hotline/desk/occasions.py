"""Which shift is meant by a day, and perhaps hours, in a text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from hotline.desk.telling import Answer, Writer
from hotline.desk.tools import Desk
from hotline.domain.overrides import parts
from hotline.domain.rota import Part, Rota, Shift
from hotline.domain.said_times import Said, by_beginnings, read_said
from hotline.domain.times import DAY, Spell, merged, moments
from hotline.flow.words import normalise, normalised_word

AHEAD = 21 * DAY  # seconds in which a shift is looked for
_EPOCH = date(1970, 1, 1).toordinal()


class Occasion(NamedTuple):
    """One time of a shift, and the date on which it begins."""

    on: date
    part: Part


def read_days(desk: Desk, to: Writer, text: str) -> tuple[Said, ...]:
    """The days in a text, in whatever language of the line."""
    listed = desk.edition().book.words.get("days")
    named = {
        normalised_word(word.text): at
        for words in (listed.by_language.values() if listed else ())
        for at, word in enumerate(words)
    }
    kept = " ".join(_bare(word) for word in text.split())
    return read_said(kept, by_beginnings(named), to.date(desk.now()))


def theirs(rota: Rota, who: str, said: Said, to: Writer, now: float) -> list[Occasion]:
    """What somebody has on the day that is said, cut to the hours that are; several where it does
    not say which."""
    all_of_them = [
        Occasion(day, Part(shift.id, shift.rotation, piece.begin, piece.end))
        for shift in rota.shifts
        for day, spell in shift.times.occasions(now, now + AHEAD, rota.off(shift))
        for piece in _pieces(rota, shift, who, spell, now)
    ]
    for day in said.dates:
        of_day = [one for one in all_of_them if one.on == day]
        found = [cut for one in of_day if (cut := _cut(one, day, said, to))]
        if found:
            return sorted(found, key=lambda one: one.part.begin)
    return []


def is_then(said: Said, day: date, part: Part, to: Writer) -> bool:
    """Whether this day, and the hours that were said, mean that time."""
    one = Occasion(to.date(part.begin), part)
    return one.on == day and _cut(one, day, said, to) is not None


def meant(desk: Desk, to: Writer, listed: Sequence[Part], words: str) -> list[Part]:
    """Those of the day that is said, of its next date that has any; all where no day is."""
    said = read_days(desk, to, words)
    if not said:
        return list(listed)
    by_day = ([part for part in listed if is_then(said[0], day, part, to)] for day in said[0].dates)
    return next((found for found in by_day if found), [])


def which(to: Writer, found: Sequence[Part], none: str = "cover.nothing") -> Answer:
    """What is said where it is not one."""
    if not found:
        return Answer(none)
    choices = ", ".join(to.when(part.spell, part.rotation) for part in found)
    return Answer("cover.which", {"choices": choices})


def _pieces(rota: Rota, shift: Shift, who: str, spell: Spell, now: float) -> list[Spell]:
    """What of one time of a shift is theirs, from now on."""
    whole = parts(shift.times.spells(*spell, rota.off(shift)), max(spell.begin, now), spell.end)
    return merged(held.spell for held in rota.shared(shift, whole) if held.person == who)


def _cut(one: Occasion, day: date, said: Said, to: Writer) -> Occasion | None:
    """What is left of it in the hours that were said; they may be those after its midnight."""
    if not said.hours:
        return one
    for at in (day, day + timedelta(days=1)):
        midnight = (at.toordinal() - _EPOCH) * DAY
        start, end = (midnight + minutes * 60 for minutes in said.hours)
        asked = moments(to.zone, start, end)
        left = parts(asked, one.part.begin, one.part.end)
        if left:
            begin, end_ = left[0].begin, left[-1].end
            return one._replace(part=Part(one.part.shift, one.part.rotation, begin, end_))
    return None


def _bare(word: str) -> str:
    """Without accents, but with what hours are written with."""
    return word if any(map(str.isdigit, word)) else normalise(word) or word
