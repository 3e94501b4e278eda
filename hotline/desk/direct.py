"""A direct line: peers are rung straight from the call, which stays unanswered until one took it.

The caller hears plain ringing, or busy, and never a word: from a jail, a word would cost them the
only call they have. There is no record of such a call: its place, and who is rung next, travel
sealed in the address of the next request.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hotline.desk.asking import ring_whom
from hotline.desk.blocking import mark_of, willing
from hotline.desk.counting import note
from hotline.desk.rotations import known_rotation
from hotline.desk.tools import Desk
from hotline.domain.counts import ANSWERED, NOBODY
from hotline.domain.events import CallStarted, CallTurned
from hotline.domain.phone import Phone
from hotline.domain.replies import Busy, CallReply, Dial, HangUp
from hotline.domain.ring.record import TALK_LIFE
from hotline.errors import StoreAway
from hotline.flow.document import Line
from hotline.flow.oncall import OnCall
from hotline.flow.session import Session

RINGS = 12  # seconds each is rung
PATIENCE = 60.0  # seconds after which nobody more is
_DIALS = 5  # as many as fit into that; everybody has one at least
_MOST = 10  # people a place can hold and still fit into an address

Replies = tuple[CallReply, ...]


def call_came(desk: Desk, call: CallStarted, line: Line) -> Replies:
    """The first is rung; busy when nobody is on, or where this line is not for this caller."""
    language = desk.edition().book.languages_of(line.number)[0]
    on = OnCall(at="direct", since=desk.now())
    try:
        if not _welcome(desk, call):
            return (Busy(),)
        rotation = known_rotation(desk, line.rotation)
        rung = ring_whom(desk, call, rotation, language, call.id)
        order = willing(desk, mark_of(desk, call), rung)
    except StoreAway:
        return _fallback(desk, call, on)
    if not order:
        return _nobody(desk)
    return _next(desk, call, replace(on, order=tuple(person.id for person in order[:_MOST])))


def dial_over(desk: Desk, event: CallTurned, on: OnCall) -> Replies:
    """They talked, and that was it; or the next is rung."""
    if event.talked:
        note(desk, ANSWERED)
        return (HangUp(),)
    if desk.now() - on.since >= PATIENCE:
        return _nobody(desk)
    return _next(desk, event.call, on) if on.order else _fallback(desk, event.call, on)


def _welcome(desk: Desk, call: CallStarted) -> bool:
    """Whether people are rung for this caller: where trunks are listed, for those only."""
    trunks = desk.shared.read().trunks_of(call.line)
    if not trunks or call.caller in trunks:
        return True
    with suppress(StoreAway):
        desk.shared.turned_away(call.line, desk.now())
    return False


def _next(desk: Desk, call: CallStarted, on: OnCall) -> Replies:
    """Who is next in the order, which begins anew while there is time."""
    if on.tried >= max(len(on.order), _DIALS):
        return _nobody(desk)
    try:
        person = desk.people.read().with_id(on.order[on.tried % len(on.order)])
    except StoreAway:
        return _fallback(desk, call, replace(on, order=(), tried=0))
    on = replace(on, tried=on.tried + 1)
    if person is None:  # taken off the roster meanwhile
        return _next(desk, call, on)
    return _rung(desk, call, on, person.numbers[0], person.languages[0])


def _nobody(desk: Desk) -> Replies:
    note(desk, NOBODY)
    return (Busy(),)


def _fallback(desk: Desk, call: CallStarted, on: OnCall) -> Replies:
    """The store is away: the fallback numbers, in the same way."""
    if on.tried >= len(desk.fallback):
        return (Busy(),)
    to, language = desk.fallback[on.tried], desk.edition().book.languages_of(call.line.e164)[0]
    return _rung(desk, call, replace(on, tried=on.tried + 1), to, language)


def _rung(desk: Desk, call: CallStarted, on: OnCall, to: Phone, language: str) -> Replies:
    """`language` is that of whoever picks up: nobody else hears a word."""
    there = replace(on, turn=on.turn + 1, session=Session(language=language))
    token = desk.calls.seal(there, call.id)
    return (
        Dial(
            to,
            call.line,
            rings=RINGS,
            seconds=int(TALK_LIFE),
            whisper=f"call/whisper/{token}",
            then=f"call/dialled/{token}",
            quietly=True,
        ),
    )
