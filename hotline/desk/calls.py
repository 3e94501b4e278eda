"""A caller is answered: each request of a call is one turn, and carries its place with it.

Only people need the store; without it a caller still gets the door, recorded help and counted
breaths, and the fallback numbers are rung from the call itself.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hotline.desk import callbacks, calling_in, checkin_by_phone, direct, dropped
from hotline.desk.answer import GOOD_FOR
from hotline.desk.blocking import mark_of, willing
from hotline.desk.counting import note, note_place
from hotline.desk.ringing import alone, happened
from hotline.desk.rota import who_is_on
from hotline.desk.staging import staged, world_now
from hotline.desk.tools import Desk
from hotline.desk.waiting import (
    Replies,
    entered,
    listened,
    mark,
    spoke_otherwise,
    told,
    turn_came,
    wanted,
    with_people,
)
from hotline.domain.callback import Promise
from hotline.domain.contact import Contact
from hotline.domain.counts import ANSWERED, CALL
from hotline.domain.errands import (
    FIRST_ERASURE,
    GIVE_UP_ERASING,
    Due,
    EraseCall,
    SendText,
    copy_of,
)
from hotline.domain.events import CallStarted, CallTurned, PinTyped
from hotline.domain.replies import GoOn, HangUp, Listen, Play, Say
from hotline.domain.ring.events import (
    Beat,
    ContactChose,
    ContactFinal,
    ContactLeft,
    DirectEnded,
)
from hotline.domain.ring.record import Ring
from hotline.errors import StoreAway
from hotline.flow.aloud import spoken
from hotline.flow.calling import door, instead, pressed, refused
from hotline.flow.document import HandOff
from hotline.flow.lexicon import person_place
from hotline.flow.oncall import CallTurn, OnCall
from hotline.flow.stage import Stage

BEATS = 3  # beats alone in a room between two words about the way out
_TALKING = {"claimed", "talk", "parted", "away"}
# Where each turn asks what became of the ring; and the keys there by which a caller chooses
# something else than the person who may have come meanwhile.
_CHOICES = {"waiting": "356", "breathing": "023", "parted": ""}


def call_started(desk: Desk, call: CallStarted) -> Replies:
    """Somebody calls: the front door, or on a direct line a peer's phone, and no word."""
    line = desk.edition().book.line_of(call.line.e164)
    if line and line.mode == "direct":
        return direct.call_came(desk, call, line)
    stage = _stage(desk, call)
    return listened(desk, call, door(stage, _had(desk, call, stage)))


def call_turned(desk: Desk, event: CallTurned) -> Replies:
    """A caller pressed a key, or nothing. What opens not is answered as a new call."""
    on = desk.calls.open(event.token, event.call.id)
    if on is None:
        return call_started(desk, event.call)
    stage = _stage(desk, event.call)
    if on.at in calling_in.PLACES or (on.at == "door" and event.key == calling_in.KEY):
        said = calling_in.turned(desk, event, stage, on)
        if said:
            return said
        on = calling_in.as_a_contact(on)
    if on.at in _CHOICES and (not event.key or on.at == "parted"):
        return with_people(desk, event, stage, on, turn_came(on, event))
    if on.at in _CHOICES and event.key not in _CHOICES[on.at]:
        with_somebody = entered(desk, event, stage, on)
        if with_somebody:
            return with_somebody
    return _chosen(desk, event, stage, on, pressed(stage, on, event.key))


def pin_typed(desk: Desk, event: PinTyped) -> Replies:
    """A PIN, or minutes, or nothing. Whoever has no PIN is a caller as any."""
    on = desk.calls.open(event.token, event.call.id)
    if on is None:
        return call_started(desk, event.call)
    stage = _stage(desk, event.call)
    if on.at == "minutes":
        return _minutes_typed(desk, event, stage, on)
    said = calling_in.typed(desk, event, stage, on)
    contact = calling_in.as_a_contact(on)
    return said or _chosen(
        desk, CallTurned(event.call, event.token), stage, contact, pressed(stage, contact, "")
    )


def _minutes_typed(desk: Desk, event: PinTyped, stage: Stage, on: OnCall) -> Replies:
    if event.pin == "0":
        asks = CallTurned(event.call, event.token)
        return _chosen(desk, asks, stage, on, pressed(stage, on, "0"))
    return listened(
        desk, event.call, checkin_by_phone.typed(desk, event.call, stage, on, event.pin)
    )


def _chosen(desk: Desk, event: CallTurned, stage: Stage, on: OnCall, turn: CallTurn) -> Replies:
    """What a key brings; people are rung for it, or no more."""
    if turn.on:
        note_place(desk, on, turn.on)
        spoke_otherwise(desk, event, stage, on, turn.on)
    if turn.calls_off or turn.promise or (turn.on and turn.on.at == "back"):
        turn = _called_back(desk, event, stage, on, turn)
    if turn.text:
        turn = _texted(desk, event, stage, on, turn)
    if turn.checks:
        turn = checkin_by_phone.set_up(desk, event.call, stage, on)
    if turn.wants:
        return wanted(desk, event, stage, on, turn)
    if on.ring and not (turn.on and turn.on.ring):
        told(desk, on.ring, ContactChose(mark(event)))
    return listened(desk, event.call, turn)


def out_of_room(desk: Desk, event: CallTurned) -> Replies:
    """The caller is out of the room: by star, or because it ended."""
    on = desk.calls.open(event.token, event.call.id)
    if on is None:
        return call_started(desk, event.call)
    stage = _stage(desk, event.call)
    just_out = replace(on, since=stage.world.now, told=0)
    return with_people(desk, event, stage, just_out, ContactLeft(mark(event)))


def dial_over(desk: Desk, event: CallTurned) -> Replies:
    """A number that was rung straight from the call answered, or did not."""
    on = desk.calls.open(event.token, event.call.id)
    if on is None:
        return call_started(desk, event.call)
    if on.at == "direct":
        return direct.dial_over(desk, event, on)
    stage = _stage(desk, event.call)
    ended = DirectEnded(event.talked, mark(event))
    return with_people(desk, event, stage, on, ended, talked=event.talked)


def hung_up(desk: Desk, event: CallTurned) -> Replies:
    """What follows in a call that has ended: nothing. Nobody is rung for it any more, even if the
    carrier's report of its end gets lost."""
    on = desk.calls.open(event.token, event.call.id)
    if on and event.talked and on.at != "room":  # who met there was counted as they did
        note(desk, ANSWERED)
    with suppress(StoreAway):
        if on and on.ring:
            contact_gone(desk, on.ring, _contact(event.call))
    return ()


def alone_in_room(desk: Desk, event: CallTurned, n: int) -> Replies:
    """The caller is in the room, and nobody else is there; the `n`th time in a row."""
    on = desk.calls.open(event.token, event.call.id)
    if on and on.ring:
        alone(desk, on.ring, Beat(), room=on.met)
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
    if gone := _gone(desk, event, on):
        return gone
    language = on.session.language
    book = desk.edition().book
    called = book.phrases["language_name"].in_language(language)
    urgent = "peer.ask.emergency" if on.wants == "emergency" else "peer.ask"
    name = "peer.ask.direct" if on.at == "direct" else urgent
    words = book.phrases[name].in_language(language).replace("{language}", called)
    return (Listen((Say(words, language),), 5, f"call/whispered/{event.token}"),)


def taken_or_not(desk: Desk, event: CallTurned) -> Replies:
    """They pressed 1, and nothing more is said: the two are connected. All else goes on to the
    next; a machine presses nothing."""
    if event.key != "1":
        return (HangUp(),)
    on = desk.calls.open(event.token, event.call.id)
    return _gone(desk, event, on) if on else ()


def _gone(desk: Desk, event: CallTurned, on: OnCall) -> Replies:
    """What whoever picked up hears where the caller is known to have hung up; else nothing."""
    with suppress(StoreAway):
        if desk.errands.marked(event.call.id):
            language = on.session.language
            words = desk.edition().book.phrases["peer.gone"].in_language(language)
            return Say(words, language), HangUp()
    return ()


def call_over(desk: Desk, call: CallStarted) -> None:
    """The carrier tells that a call has ended: its record there goes as well. Raises StoreAway."""
    now = desk.now()
    erase = EraseCall(call.id, now + GIVE_UP_ERASING)
    caller = _contact(call)
    if desk.errands.add_once(
        call.id, Due(now + FIRST_ERASURE, copy_of(desk.token())), erase, caller
    ):
        note(desk, CALL)
    ring = desk.rings.of_call(call.id, now)
    if ring:
        contact_gone(desk, ring, caller)


def _contact(call: CallStarted) -> Contact | None:
    return Contact(call.line, call.caller) if call.caller else None


def contact_gone(desk: Desk, ring: str, caller: Contact | None) -> None:
    """The contact's call, of this ring, has ended. Raises StoreAway."""
    found = happened(desk, ring, ContactFinal())
    if not found or not caller or found.before.absent:
        return
    before = found.before
    if before.state in _TALKING:
        _remember(desk, caller, before, desk.now())
    watched = before.state == "ended" and before.outcome == "gone"  # the carrier was asked first
    if (before.state in _TALKING or watched) and before.ring_back and before.kind == "stay":
        dropped.keep(desk, caller, before)


def _remember(desk: Desk, caller: Contact, ring: Ring, now: float) -> None:
    """Should it have dropped, they find each other again. Not who said FORGET since, nor from a
    number that is nobody's: of neither is it known that the ring was theirs."""
    owner = ring.attempt(ring.owner)
    if owner and ring.id in desk.traces.rings(caller, now):
        desk.again.remember(caller.line, caller.phone, owner.peer, now)


def _had(desk: Desk, call: CallStarted, stage: Stage) -> str:
    """The peer with whom this caller talked a moment ago, if they are still on."""
    step = stage.book.places.get(person_place(stage.book))
    if call.caller is None or not isinstance(step, HandOff) or not stage.opens(step):
        return ""
    with suppress(StoreAway):
        peer = desk.again.peer(call.line, call.caller, desk.now()) or ""
        on = who_is_on(desk, step.to, desk.now()) if peer else []
        them = [person for person in on if person.id == peer]
        return peer if them and willing(desk, mark_of(desk, call), them) else ""
    return ""


def _called_back(
    desk: Desk, event: CallTurned, stage: Stage, on: OnCall, turn: CallTurn
) -> CallTurn:
    """A callback is asked for, agreed to, or called off: as far as this phone may have one."""
    try:
        if event.call.caller is None:
            return turn
        contact = Contact(event.call.line, event.call.caller)
        if turn.calls_off:
            gone = callbacks.call_off(desk, contact)
            return instead(stage, on, "call.back.off") if gone else turn
        why = _no_callback(desk, event, contact, on, turn.promise)
        return refused(stage, on, why) if why else turn
    except StoreAway:
        return instead(stage, on, "call.back.off.not" if turn.calls_off else "call.back.not")


def _no_callback(
    desk: Desk, event: CallTurned, contact: Contact, on: OnCall, promise: Promise | None
) -> str:
    """The phrase that says why not; empty where it is promised, once for this very request. A
    number can be forged, so that what one phone gets for calls is bounded. Raises StoreAway."""
    if why := callbacks.refusal(desk, contact):
        return why
    if promise is None:
        return ""
    if promise.way == "text" and desk.marks.stopped(contact):
        return "call.texted.stopped"
    if not desk.budget.spend(contact.line, contact.phone, desk.now()):
        return "call.back.not"
    callbacks.promise(desk, callbacks.made(desk, contact, promise, on.session.language))
    return ""


def _stage(desk: Desk, call: CallStarted) -> Stage:
    reachable = call.caller is not None and desk.served(call.caller)
    world = replace(world_now(desk, call.line), channel="phone", reachable=reachable)
    return staged(desk, world)


def _texted(desk: Desk, event: CallTurned, stage: Stage, on: OnCall, turn: CallTurn) -> CallTurn:
    """Send what was asked for: each card once in a call, for a caller's number can be forged."""
    try:
        refusal = _send(desk, event, turn.text, f"{event.call.id} {on.session.place}")
    except StoreAway:
        refusal = "call.texted.not"
    if not refusal:
        return turn
    return replace(turn, heard=spoken(on, stage.phrase(refusal, on.session.language)))


def _send(desk: Desk, event: CallTurned, body: str, once: str) -> str:
    """Empty, or the phrase that says why it may not be sent. Where this phone has said STOP, a key
    takes nothing of it back, as the number can be forged."""
    to = event.call.caller
    if to is None or not desk.served(to):
        return "call.texted.not"
    if desk.marks.stopped(Contact(event.call.line, to)):
        return "call.texted.stopped"
    now, id = desk.now(), mark(event)
    if not desk.budget.spend(event.call.line, to, now):
        return "call.texted.not"
    text = SendText(event.call.line, to, body, now + GOOD_FOR)
    if desk.errands.add_once(once, Due(now, id), text):
        desk.nudges.look(id)
    return ""
