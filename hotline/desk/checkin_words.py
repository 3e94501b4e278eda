"""A check-in in words: what the contact reads. Phrases are named after what is told:
`check.finished`. What one of us reads is in `alarm_words`."""

from __future__ import annotations

from hotline.desk.tools import Desk
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.times import COVER
from hotline.domain.checkin.told import Saying
from hotline.domain.phone import Phone
from hotline.flow.stage import Stage, World
from hotline.flow.text import cheapest, part_size


def to_contact(desk: Desk, check_in: CheckIn, saying: Saying) -> str:
    """A sentence to the contact."""
    return _said(desk, check_in, f"check.{saying}", check_in.language, check_in.line)


def ask(desk: Desk, check_in: CheckIn, number: int) -> str:
    """The text that asks, the first time or again."""
    name = "check.ask" if number == 1 else "check.ask.again"
    return _said(desk, check_in, name, check_in.language, check_in.line)


def _said(desk: Desk, check_in: CheckIn, name: str, language: str, line: Phone) -> str:
    edition = desk.edition()
    stage = Stage(edition.book, edition.lexicon, World(desk.now(), line, desk.zone))
    text = stage.phrase(
        name,
        language,
        handle=f"@{check_in.handle}",
        time=stage.clock(check_in.at, language),
        minutes=str(round(check_in.length / 60)),
        stopped=stage.clock(check_in.stopped_at, language),
        until=stage.clock(check_in.at + COVER, language),
    )
    return cheapest(text, part_size(line), drop_accents=edition.book.settings.drop_accents)
