"""A caller is answered: each request of a call is one turn, and carries its place with it.

Only people need the store; without it a caller still gets the door, recorded help and counted
breaths, and the fallback numbers are rung from the call itself.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hotline.desk import direct
from hotline.desk.answer import GOOD_FOR
from hotline.desk.asking import AT_ONCE, PATIENCE, ask_for_people
from hotline.desk.ringing import happened
from hotline.desk.tools import Desk
from hotline.domain.errands import Due, EraseCall, SendText
from hotline.domain.events import CallStarted, CallTurned
from hotline.domain.phone import Phone
from hotline.domain.replies import CallReply, Dial, GoOn, HangUp, Listen, Meet, Play, Say
from hotline.domain.ring.events import (
    Beat,
    ContactChose,
    ContactFinal,
    ContactLeft,
    DirectEnded,
    Event,
    KindChanged,
    TurnCame,
)
from hotline.domain.ring.later import FIRST_ERASURE, GIVE_UP_ERASING
from hotline.domain.ring.record import TALK_LIFE, Kind, Outcome
from hotline.domain.ring.replies import (
    Breathe,
    Direct,
    DroppedOut,
    EnterRoom,
    GoBack,
    OneMoment,
    Over,
    Reply,
)
from hotline.errors import StoreAway
from hotline.flow.aloud import spoken
from hotline.flow.breaths import breathed, counting, steps_said
from hotline.flow.calling import door, nobody, over, people_step, pressed
from hotline.flow.document import HandOff
from hotline.flow.oncall import CallTurn, OnCall, Wants
from hotline.flow.stage import Stage, World
from hotline.flow.waiting import dropped, held, parted, waited

BEATS = 3  # beats alone in a room between two words about the way out
MARK = 22  # letters of a token that no other shares: they name what a turn did
_KINDS: dict[str, Kind] = {"person": "plain", "emergency": "emergency", "stay": "stay"}
# What a caller hears in the place of "nobody", where it was another end.
_ENDS: dict[Outcome, str] = {"nobody else": "call.free.nobody", "finished": "call.finished"}
# Turns that ask, each time, what became of the ring.
_WITH_PEOPLE = {"waiting", "breathing", "parted"}

Replies = tuple[CallReply, ...]


def call_started(desk: Desk, call: CallStarted) -> Replies:
    """Somebody calls: the front door, or on a direct line a peer's phone, and no word."""
    line = desk.edition().book.line_of(call.line.e164)
    if line and line.mode == "direct":
        return direct.call_came(desk, call, line)
    return _listened(desk, call, door(_stage(desk, call)))


def call_turned(desk: Desk, event: CallTurned) -> Replies:
    """A caller pressed a key, or nothing. What opens not is answered as a new call."""
    on = desk.calls.open(event.token, event.call.id)
    if on is None:
        return call_started(desk, event.call)
    stage = _stage(desk, event.call)
    if on.at in _WITH_PEOPLE and (not event.key or on.at == "parted"):
        return _with_people(desk, event, stage, on, TurnCame(on.turn, event.key, _mark(event)))
    turn = pressed(stage, on, event.key)
    if turn.text:
        turn = _texted(desk, event, stage, turn)
    if turn.wants:
        return _wanted(desk, event, stage, on, turn)
    if on.ring and not (turn.on and turn.on.ring):
        _told(desk, on.ring, ContactChose(_mark(event)))
    return _listened(desk, event.call, turn)


def out_of_room(desk: Desk, event: CallTurned) -> Replies:
    """The caller is out of the room: by star, or because it ended."""
    on = desk.calls.open(event.token, event.call.id)
    if on is None:
        return call_started(desk, event.call)
    stage = _stage(desk, event.call)
    return _with_people(desk, event, stage, on, ContactLeft(_mark(event)))


def dial_over(desk: Desk, event: CallTurned) -> Replies:
    """A number that was rung straight from the call answered, or did not."""
    on = desk.calls.open(event.token, event.call.id)
    if on is None:
        return call_started(desk, event.call)
    if on.at == "direct":
        return direct.dial_over(desk, event, on)
    stage = _stage(desk, event.call)
    return _with_people(desk, event, stage, on, DirectEnded(event.talked, _mark(event)))


def alone_in_room(desk: Desk, event: CallTurned, n: int) -> Replies:
    """The caller is in the room, and nobody else is there; the `n`th time in a row."""
    on = desk.calls.open(event.token, event.call.id)
    if on and on.ring:
        _told(desk, on.ring, Beat())
    again = GoOn(f"call/beat/{event.token}/{n + 1}")
    if on is None or n % BEATS:
        return Play("soft-2s"), again
    language = on.session.language
    return Say(desk.edition().book.phrases["call.alone"].in_language(language), language), again


def asked_to_take(desk: Desk, event: CallTurned) -> Replies:
    """Somebody, or a machine, picked up who was rung straight from the call: a 1 takes it."""
    on = desk.calls.open(event.token, event.call.id)
    if on is None:
        return (HangUp(),)
    language = on.session.language
    book = desk.edition().book
    called = book.phrases["language_name"].in_language(language)
    name = "peer.ask.direct" if on.at == "direct" else "peer.ask"
    words = book.phrases[name].in_language(language).replace("{language}", called)
    return (Listen((Say(words, language),), 5, f"call/whispered/{event.token}"),)


def taken_or_not(desk: Desk, event: CallTurned) -> Replies:
    """They pressed 1, and nothing more is said: the two are connected. All else goes on to the
    next; a machine presses nothing."""
    return () if event.key == "1" else (HangUp(),)


def call_over(desk: Desk, call: CallStarted) -> None:
    """The carrier tells that a call has ended: its record there goes as well. Raises StoreAway."""
    now = desk.now()
    erase = EraseCall(call.id, now + GIVE_UP_ERASING)
    desk.errands.add_once(call.id, Due(now + FIRST_ERASURE, desk.token()), erase)
    ring = desk.rings.of_call(call.id, now)
    if ring:
        happened(desk, ring, ContactFinal())


def _stage(desk: Desk, call: CallStarted) -> Stage:
    edition = desk.edition()
    reachable = call.caller is not None and desk.served(call.caller)
    standing = desk.standing()
    world = World(desk.now(), call.line, desk.zone, "phone", standing=standing, reachable=reachable)
    return Stage(edition.book, edition.lexicon, world)


def _mark(event: CallTurned) -> str:
    return event.token[:MARK]


def _listened(desk: Desk, call: CallStarted, turn: CallTurn) -> Replies:
    if turn.on is None:
        return (*turn.heard, HangUp())
    return (Listen(turn.heard, turn.listen, f"call/turn/{_sealed(desk, call, turn.on)}"),)


def _sealed(desk: Desk, call: CallStarted, on: OnCall) -> str:
    return desk.calls.seal(replace(on, turn=on.turn + 1), call.id)


def _told(desk: Desk, ring: str, event: Event) -> None:
    """What the ring should know, if the store is there; else the ring's own watch finds out."""
    with suppress(StoreAway):
        happened(desk, ring, event)


def _wanted(desk: Desk, event: CallTurned, stage: Stage, on: OnCall, turn: CallTurn) -> Replies:
    """People are to be rung: those who are rung already go on ringing for the same kind of call."""
    assert turn.on
    kind = _KINDS[turn.wants]
    if on.ring and _goes_on(desk, event, on, kind):
        return _listened(desk, event.call, replace(turn, on=replace(turn.on, ring=on.ring)))
    wanting = replace(turn.on, ring="")
    step = people_step(stage, wanting)
    if not isinstance(step, HandOff) or not stage.opens(step):
        return _nobody(desk, event, stage, turn, wanting)
    id = _mark(event)
    try:
        rung = ask_for_people(desk, event.call, id, kind, wanting.session.language, step)
    except StoreAway:
        return _without_store(desk, event, stage, replace(wanting, ring=id), turn)
    if not rung:
        return _nobody(desk, event, stage, turn, wanting)
    return _listened(desk, event.call, replace(turn, on=replace(wanting, ring=id)))


def _goes_on(desk: Desk, event: CallTurned, on: OnCall, kind: Kind) -> bool:
    """Whether the ring that runs goes on, as this kind of call. 0 says what is so already."""
    if kind == "plain":
        return True
    changed = KindChanged(kind, PATIENCE[kind], AT_ONCE[kind], _mark(event))
    try:
        found = happened(desk, on.ring, changed)
    except StoreAway:
        return True  # the next turn finds out
    return found is not None and found.after.state != "ended"


def _nobody(desk: Desk, event: CallTurned, stage: Stage, turn: CallTurn, on: OnCall) -> Replies:
    """Nobody is on. Breaths are counted all the same."""
    if on.at == "breathing":
        return _listened(desk, event.call, replace(turn, on=on))
    return _listened(desk, event.call, nobody(stage, on))


def _with_people(
    desk: Desk, event: CallTurned, stage: Stage, on: OnCall, happening: Event
) -> Replies:
    """A turn while people are rung: the ring says how it stands."""
    if not on.ring:
        return _without_ring(desk, event, stage, on)
    try:
        found = happened(desk, on.ring, happening)
    except StoreAway:
        return _without_store(desk, event, stage, on, None)
    if found is None:
        return _ring_anew(desk, event, stage, on)
    return _as_it_stands(desk, event, stage, on, found.reply, found.after.kind == "emergency")


def _ring_anew(desk: Desk, event: CallTurned, stage: Stage, on: OnCall) -> Replies:
    """The store knows nothing of the ring that the caller waits for: it was away, or lost it."""
    kind: Kind = "emergency" if on.at == "breathing" else "plain"
    if stage.world.now >= on.since + PATIENCE[kind]:
        return _without_ring(desk, event, stage, replace(on, ring=""))
    turn = breathed(stage, on, "") if on.at == "breathing" else waited(stage, on)
    wants: Wants = "emergency" if on.at == "breathing" else "person"
    return _wanted(desk, event, stage, replace(on, ring=""), replace(turn, wants=wants))


def _as_it_stands(
    desk: Desk, event: CallTurned, stage: Stage, on: OnCall, reply: Reply | None, emergency: bool
) -> Replies:
    breathing = on.at == "breathing"
    match reply:
        case EnterRoom(room, anchor):
            return _enter(desk, event, stage, on, room, anchor=anchor)
        case Direct(peer):
            return _direct(desk, event, stage, on, peer)
        case Breathe() | OneMoment() if breathing:
            turn = breathed(stage, on, "")
        case OneMoment():
            turn = held(stage, on)
        case DroppedOut():
            turn = dropped(stage, on)
            if emergency:
                turn = replace(turn, on=counting(stage, on))
        case GoBack():
            turn = parted(stage, on)
        case Over(outcome) if outcome in _ENDS and not breathing:
            turn = over(stage, on, _ENDS[outcome])
        case Over():
            return _without_ring(desk, event, stage, replace(on, ring=""))
        case _:
            turn = waited(stage, on)
    return _listened(desk, event.call, turn)


def _without_ring(desk: Desk, event: CallTurned, stage: Stage, on: OnCall) -> Replies:
    """Nobody is being rung (any more)."""
    if on.at == "breathing":
        return _listened(desk, event.call, breathed(stage, on, ""))
    return _listened(desk, event.call, nobody(stage, on))


def _enter(
    desk: Desk, event: CallTurned, stage: Stage, on: OnCall, room: str, *, anchor: bool
) -> Replies:
    name = "call.here.now" if on.at == "breathing" else "call.here"
    said = spoken(on, stage.phrase(name, on.session.language))
    token = _sealed(desk, event.call, replace(on, at="waiting", met=room))
    words = () if room == on.met else said
    return (
        *words,
        Meet(
            room,
            anchor,
            beat=f"call/beat/{token}/1",
            then=f"call/left/{token}",
            told=f"room/{on.ring}",
            seconds=int(TALK_LIFE),
        ),
    )


def _direct(desk: Desk, event: CallTurned, stage: Stage, on: OnCall, peer: str) -> Replies:
    """No leg gets placed: this peer is rung from the call itself."""
    try:
        person = desk.people.read().with_id(peer)
    except StoreAway:
        return _without_store(desk, event, stage, on, None)
    if person is None:
        return _listened(desk, event.call, waited(stage, on))
    return _dialled(desk, event, stage, on, person.numbers[0])


def _dialled(desk: Desk, event: CallTurned, stage: Stage, on: OnCall, to: Phone) -> Replies:
    token = _sealed(desk, event.call, on)
    name = "call.steps.ringing" if on.at == "breathing" else "call.still"
    return (
        *spoken(on, stage.phrase(name, on.session.language)),
        Dial(
            to,
            event.call.line,
            rings=_rings(stage, on),
            seconds=int(TALK_LIFE),
            whisper=f"call/whisper/{token}",
            then=f"call/dialled/{token}",
        ),
    )


def _rings(stage: Stage, on: OnCall) -> int:
    step = people_step(stage, on)
    return step.ring if isinstance(step, HandOff) else 18


def _without_store(
    desk: Desk, event: CallTurned, stage: Stage, on: OnCall, turn: CallTurn | None
) -> Replies:
    """The fallback numbers, one by one; the steps come first where breathing has stopped."""
    if on.at == "breathing" and not steps_said(on):
        begun = replace(turn, on=on) if turn else breathed(stage, on, "")
        return _listened(desk, event.call, begun)
    if on.tried < len(desk.fallback):
        tried = replace(on, tried=on.tried + 1)
        return _dialled(desk, event, stage, tried, desk.fallback[on.tried])
    return _without_ring(desk, event, stage, replace(on, ring=""))


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
    now, id = desk.now(), _mark(event)
    text = SendText(event.call.line, to, body, now + GOOD_FOR)
    if desk.errands.add_once(id, Due(now, id), text):
        desk.nudges.look(id)
