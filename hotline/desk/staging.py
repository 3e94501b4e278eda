"""Where the line's words are said: the flows as published now, and the world as it is."""

from __future__ import annotations

from dataclasses import replace

from hotline.desk.tools import Desk
from hotline.domain.phone import Phone
from hotline.flow.stage import Stage, World


def world_now(desk: Desk, line: Phone) -> World:
    """The world of somebody on this line, as the line stands."""
    return World(desk.now(), line, desk.zone, standing=desk.standing())


def staged(desk: Desk, world: World) -> Stage:
    """The stage for one turn, or for a sentence."""
    edition = desk.edition()
    return Stage(edition.book, edition.lexicon, world)


def on_the_phone(desk: Desk, line: Phone) -> Stage:
    """The stage for what is spoken on this line."""
    return staged(desk, replace(world_now(desk, line), channel="phone"))
