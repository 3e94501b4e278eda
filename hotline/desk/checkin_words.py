"""A check-in in words: what the contact reads. Phrases are named after what is told:
`check.finished`. What one of us reads is in `alarm_words`."""

from __future__ import annotations

from hotline.desk.staging import staged
from hotline.desk.tools import Desk
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.told import Saying
from hotline.flow.checkin import said
from hotline.flow.stage import Stage, World
from hotline.flow.text import cheapest, part_size


def to_contact(desk: Desk, check_in: CheckIn, saying: Saying) -> str:
    """A sentence to the contact."""
    return _said(desk, check_in, f"check.{saying}")


def read_back(desk: Desk, check_in: CheckIn) -> str:
    """What is set, with nothing to choose."""
    stage, language = _stage(desk, check_in), check_in.language
    return _cheapest(stage, said.read_back(stage, check_in, language, in_thread=True))


def farewell(desk: Desk, check_in: CheckIn) -> str:
    """The last text, before everything is erased."""
    return _said(desk, check_in, "check.panic")


def ask(desk: Desk, check_in: CheckIn, number: int) -> str:
    """The text that asks, the first time or again."""
    stage, language = _stage(desk, check_in), check_in.language
    return _cheapest(stage, said.ask(stage, check_in, number, language))


def _said(desk: Desk, check_in: CheckIn, name: str) -> str:
    stage = _stage(desk, check_in)
    return _cheapest(stage, said.sentence(stage, check_in, name, check_in.language))


def _stage(desk: Desk, check_in: CheckIn) -> Stage:
    return staged(desk, World(desk.now(), check_in.line, desk.zone))


def _cheapest(stage: Stage, text: str) -> str:
    drop = stage.book.settings.drop_accents
    return cheapest(text, part_size(stage.world.line), drop_accents=drop)
