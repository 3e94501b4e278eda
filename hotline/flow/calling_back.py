"""A callback is asked for, by phone or by text, and whether this phone is safe is asked first."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.callback import Promise, Way
from hotline.flow.aloud import spoken
from hotline.flow.document import HandOff
from hotline.flow.lexicon import person_place
from hotline.flow.oncall import CallTurn, OnCall
from hotline.flow.scene import settled
from hotline.flow.session import Session
from hotline.flow.stage import Stage
from hotline.flow.turn import Turn, said

WITHIN = 1800.0  # seconds within which somebody is called back, once people are on
WRITES_WITHIN = 7200.0  # seconds within which they are written to
_TO_THE_QUARTER = 900.0  # seconds: nobody keeps "by 11:06" in mind
_KEY_WAIT = 6  # seconds to press a key
_ASKED = (("1", "!write.yes"), ("2", ""))


def promise_for(stage: Stage, session: Session, way: Way) -> Promise | None:
    """What can be promised now; None where nobody is known to come on soon."""
    step = settled(stage, session, person_place(stage.book)) if person_place(stage.book) else None
    standing, now = stage.world.standing, stage.world.now
    if not isinstance(step, HandOff) or standing.state != "open" or not stage.world.remembered:
        return None
    since = now if stage.rings(step) else standing.again(step.to, now)
    if since is None:
        return None
    if way == "call":
        return Promise(way, step.to, since + WITHIN)
    until = since + WRITES_WITHIN
    return Promise(way, step.to, until - until % _TO_THE_QUARTER)


def with_key(stage: Stage, on: OnCall, words: str) -> str:
    """Words, and the key for it where we could call this phone back."""
    if refusal(stage, on):
        return words
    return f"{words} {stage.phrase('call.back.key', on.session.language)}"


def refusal(stage: Stage, on: OnCall) -> str:
    """The phrase that says why this phone can't be called back; empty where it can."""
    if not stage.world.reachable:
        return "call.back.hidden"
    return "" if promise_for(stage, on.session, "call") else "call.back.not"


def consent(stage: Stage, on: OnCall, missed: int = 0) -> CallTurn:
    """When, and all that would be said; is that safe here?"""
    promise = promise_for(stage, on.session, "call")
    if promise is None:  # the last one who was on has gone meanwhile
        return _said(stage, on, "call.back.not")
    language = on.session.language
    words = stage.phrase("call.back.ask", language, time=stage.clock(promise.until, language))
    asking = replace(on, at="back", ring="", missed=missed, promised=promise.until)
    return CallTurn(asking, spoken(on, words), _KEY_WAIT)


def agreed(stage: Stage, on: OnCall, way: Way) -> CallTurn:
    """It is promised, and the call ends. From here on the number is held, until that is over."""
    promise = promise_for(stage, on.session, way)
    if promise is None:
        return _said(stage, on, "call.back.not")
    if way == "call":  # as it was told when they were asked
        promise = replace(promise, until=on.promised)
    language = on.session.language
    name = "call.back.yes" if way == "call" else "call.back.text"
    words = stage.phrase(name, language, time=stage.clock(promise.until, language))
    return CallTurn(None, spoken(on, words), promise=promise)


def asked_to_write(stage: Stage, session: Session) -> Turn:
    """By text: the one line that would be sent; is that OK on this phone?"""
    if promise_for(stage, session, "text") is None:
        return said(stage, session, "back.not")
    turn = said(stage, session, "back.ask", "asked")
    return replace(turn, session=session._replace(asked=_ASKED))


def agreed_to_write(stage: Stage, session: Session) -> Turn:
    """It is promised."""
    promise = promise_for(stage, session, "text")
    if promise is None:
        return said(stage, session, "back.not")
    language = session.language
    time = stage.clock(promise.until, language)
    return replace(said(stage, session, "back.yes", time=time), promise=promise)


def _said(stage: Stage, on: OnCall, name: str) -> CallTurn:
    then = replace(on, at="nobody", ring="", missed=0)
    return CallTurn(then, spoken(on, stage.phrase(name, on.session.language)))
