"""A caller is answered: each request of a call is one turn, and carries its place with it.

Nothing here needs the store but people; without it a caller still gets the door, recorded help and
counted breaths.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.desk.answer import GOOD_FOR
from hotline.desk.tools import Desk
from hotline.domain.errands import Due, SendText
from hotline.domain.events import CallStarted, CallTurned
from hotline.domain.replies import CallReply, HangUp, Listen
from hotline.errors import StoreAway
from hotline.flow.aloud import spoken
from hotline.flow.calling import door, nobody, pressed
from hotline.flow.oncall import CallTurn
from hotline.flow.stage import Stage, World

TURN = "call/turn/"  # where a caller's next request goes; the sealed place follows
MARK = 22  # letters of a token that no other shares: they name what a turn did


def call_started(desk: Desk, call: CallStarted) -> tuple[CallReply, ...]:
    """Somebody calls: the front door."""
    return _answered(desk, call, door(_stage(desk, call)))


def call_turned(desk: Desk, event: CallTurned) -> tuple[CallReply, ...]:
    """A caller pressed a key, or nothing. What opens not is answered as a new call."""
    on = desk.calls.open(event.token, event.call.id)
    if on is None:
        return call_started(desk, event.call)
    stage = _stage(desk, event.call)
    turn = pressed(stage, on, event.key)
    if turn.wants and turn.on and turn.on.at == "waiting":
        turn = nobody(stage, turn.on)
    if turn.text:
        turn = _texted(desk, event, stage, turn)
    return _answered(desk, event.call, turn)


def _stage(desk: Desk, call: CallStarted) -> Stage:
    edition = desk.edition()
    reachable = call.caller is not None and desk.served(call.caller)
    world = World(desk.now(), call.line, desk.zone, "phone", reachable=reachable)
    return Stage(edition.book, edition.lexicon, world)


def _answered(desk: Desk, call: CallStarted, turn: CallTurn) -> tuple[CallReply, ...]:
    if turn.on is None:
        return (*turn.heard, HangUp())
    onward = replace(turn.on, turn=turn.on.turn + 1)
    return (Listen(turn.heard, turn.listen, TURN + desk.calls.seal(onward, call.id)),)


def _texted(desk: Desk, event: CallTurned, stage: Stage, turn: CallTurn) -> CallTurn:
    """Send what was asked for, once for each time it was asked."""
    try:
        _send(desk, event, turn.text)
    except StoreAway:
        assert turn.on
        said = stage.phrase("call.texted.not", turn.on.session.language)
        return replace(turn, heard=spoken(turn.on, said))
    return turn


def _send(desk: Desk, event: CallTurned, body: str) -> None:
    to = event.call.caller
    if to is None or not desk.served(to):
        return
    now, id = desk.now(), event.token[:MARK]
    text = SendText(event.call.line, to, body, now + GOOD_FOR)
    if desk.errands.add_once(id, Due(now, id), text):
        desk.nudges.look(id)
