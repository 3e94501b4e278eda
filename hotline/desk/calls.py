"""A caller is answered: each request of a call is one turn, and carries its place with it.

Only people need the store; without it a caller still gets the door, recorded help and counted
breaths, and the fallback numbers are rung from the call itself.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hotline.desk.answer import GOOD_FOR
from hotline.desk.asking import PATIENCE, ask_for_people
from hotline.desk.ringing import happened
from hotline.desk.rota import next_on
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
    TurnCame,
)
from hotline.domain.ring.later import FIRST_ERASURE, GIVE_UP_ERASING
from hotline.domain.ring.record import TALK_LIFE, Kind
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
from hotline.flow.breaths import breathed, steps_said
from hotline.flow.calling import door, nobody, pressed
from hotline.flow.document import HandOff
from hotline.flow.oncall import CallTurn, OnCall, Wants
from hotline.flow.stage import Stage, World
from hotline.flow.waiting import dropped, held, parted, waited

MARK = 22  # letters of a token that no other shares: they name what a turn did
_KINDS: dict[str, Kind] = {"person": "plain", "emergency": "emergency", "stay": "stay"}
# Turns that ask, each time, what became of the ring.
_WITH_PEOPLE = {"waiting", "breathing", "parted"}

Replies = tuple[CallReply, ...]


def call_started(desk: Desk, call: CallStarted) -> Replies:
    """Somebody calls: the front door."""
    return _listened(desk, call, door(_stage(desk, call)))


def call_turned(desk: Desk, event: CallTurned) -> Replies:
    """A caller pressed a key, or nothing. What opens not is answered as a new call."""
    on = desk.calls.open(event.token, event.call.id)
    if on is None:
        return call_started(desk, event.call)
    stage = _stage(desk, event.call)
    if _asks(on) and (not event.key or on.at == "parted"):
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
    stage = _stage(desk, event.call)
    return _with_people(desk, event, stage, on, DirectEnded(event.talked, _mark(event)))


def alone_in_room(desk: Desk, event: CallTurned) -> Replies:
    """The caller is in the room, and nobody else is there yet."""
    on = desk.calls.open(event.token, event.call.id)
    if on and on.ring:
        _told(desk, on.ring, Beat())
    return Play("soft-2s"), GoOn(f"call/beat/{event.token}")


def asked_to_take(desk: Desk, event: CallTurned) -> Replies:
    """Somebody picked up who was rung straight from the call: they press 1, or it goes on."""
    on = desk.calls.open(event.token, event.call.id)
    if event.key == "1":
        return ()  # nothing more is said: the two are connected
    if on is None or event.key:
        return (HangUp(),)
    language = on.session.language
    book = desk.edition().book
    called = book.phrases["language_name"].in_language(language)
    words = book.phrases["peer.ask"].in_language(language).replace("{language}", called)
    return (Listen((Say(words, language),), 5, f"call/whisper/{event.token}"),)


def call_over(desk: Desk, call: CallStarted) -> None:
    """The carrier tells that a call has ended: its record there goes as well. Raises StoreAway."""
    now = desk.now()
    erase = EraseCall(call.id, now + GIVE_UP_ERASING)
    desk.errands.add_once(call.id, Due(now + FIRST_ERASURE, desk.token()), erase)
    ring = desk.rings.of_call(call.id, now)
    if ring:
        happened(desk, ring, ContactFinal())


def _asks(on: OnCall) -> bool:
    """Whether a turn asks what became of the ring: also where the store was away a moment ago."""
    return on.at in _WITH_PEOPLE or (on.at == "nobody" and bool(on.ring))


def _stage(desk: Desk, call: CallStarted) -> Stage:
    edition = desk.edition()
    reachable = call.caller is not None and desk.served(call.caller)
    world = World(desk.now(), call.line, desk.zone, "phone", reachable=reachable)
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
    same = on.ring and turn.wants == "person"
    if same:
        return _listened(desk, event.call, turn)
    if on.ring:
        _told(desk, on.ring, ContactChose(_mark(event)))
    wanting = replace(turn.on, ring="")
    step = stage.book.places.get(wanting.step)
    if not isinstance(step, HandOff) or (step.open and not stage.open(step.open)):
        return _nobody(desk, event, stage, turn, wanting)
    kind, id = _KINDS[turn.wants], _mark(event)
    try:
        rung = ask_for_people(desk, event.call, id, kind, wanting.session.language, step)
    except StoreAway:
        return _without_store(desk, event, stage, replace(wanting, ring=id), turn)
    if not rung:
        return _nobody(desk, event, stage, turn, wanting)
    return _listened(desk, event.call, replace(turn, on=replace(wanting, ring=id)))


def _nobody(desk: Desk, event: CallTurned, stage: Stage, turn: CallTurn, on: OnCall) -> Replies:
    """Nobody is on. Breaths are counted all the same."""
    if on.at == "breathing":
        return _listened(desk, event.call, replace(turn, on=on))
    return _listened(desk, event.call, nobody(_staffed(desk, stage, on), on))


def _staffed(desk: Desk, stage: Stage, on: OnCall) -> Stage:
    """The stage, knowing when people are on again."""
    step = stage.book.places.get(on.step)
    try:
        later = next_on(desk, step.to, stage.world.now) if isinstance(step, HandOff) else None
    except StoreAway:
        return stage
    return replace(stage, world=replace(stage.world, next_on=later))


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
    return _as_it_stands(desk, event, stage, on, found.reply)


def _ring_anew(desk: Desk, event: CallTurned, stage: Stage, on: OnCall) -> Replies:
    """The store knows nothing of the ring that the caller waits for: it was away, or lost it."""
    kind: Kind = "emergency" if on.at == "breathing" else "plain"
    if stage.world.now >= on.since + PATIENCE[kind]:
        return _without_ring(desk, event, stage, replace(on, ring=""))
    turn = breathed(stage, on, "") if on.at == "breathing" else waited(stage, on)
    wants: Wants = "emergency" if on.at == "breathing" else "person"
    return _wanted(desk, event, stage, replace(on, ring=""), replace(turn, wants=wants))


def _as_it_stands(
    desk: Desk, event: CallTurned, stage: Stage, on: OnCall, reply: Reply | None
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
        case GoBack():
            turn = parted(stage, on)
        case Over():
            return _without_ring(desk, event, stage, replace(on, ring=""))
        case _:
            turn = waited(stage, replace(on, at="waiting"))
    return _listened(desk, event.call, turn)


def _without_ring(desk: Desk, event: CallTurned, stage: Stage, on: OnCall) -> Replies:
    """Nobody is being rung (any more)."""
    if on.at == "breathing":
        return _listened(desk, event.call, breathed(stage, on, ""))
    return _listened(desk, event.call, nobody(_staffed(desk, stage, on), on))


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
            beat=f"call/beat/{token}",
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
    step = stage.book.places.get(on.step)
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
    return _listened(desk, event.call, _for_now(stage, on))


def _for_now(stage: Stage, on: OnCall) -> CallTurn:
    """As if nobody was rung. But whoever is may be on the way: each turn asks again."""
    if on.at == "breathing":
        return breathed(stage, on, "")
    turn = pressed(stage, on, "") if on.at == "nobody" else nobody(stage, on)
    return replace(turn, on=replace(turn.on, ring=on.ring)) if turn.on else turn


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
