"""What every line can do, whatever its flows say: menu, back, more, clear, forget, …"""

from __future__ import annotations

from dataclasses import replace

from hotline.flow.calling_back import agreed_to_write, asked_to_write
from hotline.flow.document import Card
from hotline.flow.scene import card_pages, show
from hotline.flow.session import Session
from hotline.flow.stage import Stage
from hotline.flow.turn import Turn, at, here, home, person, said


def command(stage: Stage, session: Session, name: str, *, fresh: bool = False) -> Turn:
    """Do what a command asks. `fresh`: nothing is on this contact's screen yet."""
    match name:
        case "menu":
            session = session._replace(trail=(), returns=(), page=0)
            return at(show(stage, session, stage.start), "command", stage)
        case "back":
            return back(stage, session)
        case "again":
            return here(stage, session)
        case "more":
            return _more(stage, session)
        case "person":
            return person(stage, session)
        case "thanks" if fresh:
            return home(stage, session)
        case "carrier.stop":
            return Turn(None, "", "blocked", call_off=True)
        case "stop":
            return _ended(stage, session, "stop")
        case "clear" | "forget":
            return _ended(stage, session, name)
        case "carrier.start":
            return said(stage, session, "back_again", "started")
        case "write":
            return asked_to_write(stage, session)
        case "write.yes":
            return agreed_to_write(stage, session)
        case "carrier.help":
            return said(stage, session, "help")
        case _:
            return said(stage, session, name)


def back(stage: Stage, session: Session) -> Turn:
    """To the place before this one; home when there is none."""
    way = [place for place in session.trail if place in stage.book.places]
    place = way.pop() if way else stage.start
    session = session._replace(trail=tuple(way), page=0, returns=())
    return at(show(stage, session, place), "command", stage)


def _ended(stage: Stage, session: Session, name: str) -> Turn:
    """The session goes, and what was promised for later; nothing is said to be erased or called
    off that the store, away, may still hold. Nothing goes before this turn: where somebody has to
    be asked whether they mean it, they are asked here."""
    stopped = name == "stop"
    if not stage.world.remembered:
        name = "stop.away" if stopped else "erase.away"
    outcome = said(stage, session, name, "stopped" if stopped else "erased")
    return replace(outcome, session=None, call_off=True)


def _more(stage: Stage, session: Session) -> Turn:
    card = stage.book.places.get(session.place)
    last = not isinstance(card, Card) or session.page + 1 >= len(
        card_pages(stage, card, session.language)
    )
    if last:
        return said(stage, session, "nothing_more")
    return here(stage, session._replace(page=session.page + 1))
