"""What somebody hears while people are rung: soft notes, and every 20 seconds a human sentence.

With the first one the other languages are offered once more: the door went by quickly.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.replies import Play
from hotline.flow.aloud import spoken
from hotline.flow.calling_back import with_key
from hotline.flow.languages import other_languages
from hotline.flow.oncall import CallTurn, OnCall
from hotline.flow.stage import Stage

EVERY = 20  # seconds between two sentences
_NOTES = Play("wait-3s")


def waited(stage: Stage, on: OnCall) -> CallTurn:
    """One more turn of waiting; short, so that a person who comes is heard at once.

    Whoever was out of a room just now learns that it is somebody else who comes.
    """
    if on.at in {"room", "parted"}:
        waiting = replace(on, at="waiting", since=stage.world.now, told=0)
        said = stage.phrase("call.moment.else", on.session.language)
        return CallTurn(waiting, spoken(on, said), 1)
    sentences = int((stage.world.now - on.since) // EVERY)
    if sentences <= on.told:
        return CallTurn(on, (_NOTES,), 1)
    name = "call.still" if sentences % 2 else "call.still.keys"
    said = stage.phrase(name, on.session.language)
    words = spoken(on, with_key(stage, on, said) if name == "call.still.keys" else said)
    words += other_languages(stage, on) if sentences == 1 else ()
    return CallTurn(replace(on, told=sentences), words, 1)


def dropped(stage: Stage, on: OnCall) -> CallTurn:
    """Their person is gone; others are being rung."""
    waiting = replace(on, at="waiting", since=stage.world.now, told=0)
    return CallTurn(waiting, spoken(on, stage.phrase("call.dropped", on.session.language)), 1)


def held(stage: Stage, on: OnCall) -> CallTurn:
    """Somebody has it and is on the way, or is about to be back: then it is said, now and then."""
    sentences = int((stage.world.now - on.since) // EVERY)
    if on.at == "waiting" or (on.at == "parted" and sentences <= on.told):
        return CallTurn(on, (Play("soft-2s"),), 1)
    said = spoken(on, stage.phrase("call.moment", on.session.language))
    return CallTurn(replace(on, at="parted", told=sentences), said, 1)


def parted(stage: Stage, on: OnCall, *, listener: bool = False) -> CallTurn:
    """Out of the room by their own star key: somebody else, or back; or without who listens."""
    names = ("call.else", *(("call.listener.out",) if listener else ()))
    words = spoken(on, *(stage.phrase(name, on.session.language) for name in names))
    return CallTurn(replace(on, at="parted"), words, 5)


def asked_to_listen(stage: Stage, on: OnCall) -> CallTurn:
    """Whether somebody who learns this may listen."""
    words = spoken(on, stage.phrase("call.listener", on.session.language))
    return CallTurn(replace(on, at="parted"), words, 6)
