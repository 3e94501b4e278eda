"""Send a text from a pretend phone, and gather what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.rehearsal import arriving, numbers, world
from hotline.rehearsal.exchange import Exchange
from hotline.rehearsal.happenings import TextTyped
from hotline.rehearsal.message import Message
from hotline.rehearsal.world import World

LONGEST, MOST_PICTURES = 1600, 10


class NotATextError(Exception):
    """This cannot be sent from a phone at all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A text that was sent. `status` is the last webhook's; None when it was put off."""

    sid: str
    status: int | None


def send(exchange: Exchange, sender: str, line: str, body: str, media: int) -> Outcome | None:
    """None: the carrier is down, the phone keeps the text."""
    _check(exchange.world, sender, line, body, media)
    if exchange.world.faults.down:
        return None
    event = TextTyped(sender, line, body, media, exchange.seeds())
    statuses = exchange.perform(exchange.happen(event))
    return Outcome(arriving.sid_of(event), statuses[-1] if statuses else None)


def _check(now_world: World, sender: str, line: str, body: str, media: int) -> None:
    if world.line_of(now_world, numbers.bare(line)) is None:
        raise NotATextError("to is not one of the lines")
    if not sender or len(sender) > 40:
        raise NotATextError("from")
    if len(body) > LONGEST or not 0 <= media <= MOST_PICTURES or (not body and not media):
        raise NotATextError("a text is 1 to 1600 characters, or up to 10 pictures")


def told(now_world: World, outcome: Outcome) -> dict[str, object]:
    """What the sender of this text was answered."""
    answers = [m for m in now_world.messages if m.answers == outcome.sid]
    return {
        "sid": outcome.sid,
        "status": outcome.status,
        "replies": [m.body for m in answers if not m.by_carrier and m.error is None],
        "carrier": [m.body for m in answers if m.by_carrier],
        "failed": [_failed(m) for m in answers if m.error is not None],
        "alerts": [a.code for a in now_world.alerts if a.about == outcome.sid],
    }


def _failed(message: Message) -> dict[str, object]:
    return {"body": message.body, "error": message.error}
