"""A caller while people are rung: each turn asks the ring how it stands, and says so.

The store may be away for a turn or for good. A short stall changes nothing for the caller; when it
lasts, the fallback numbers are rung from the call itself. Breaths are counted whatever is away.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hotline.desk.asking import AT_ONCE, PATIENCE, ask_for_people, order_of
from hotline.desk.blocking import kept_out
from hotline.desk.callbacks import had_a_person
from hotline.desk.checkin_cover import talk_begins
from hotline.desk.counting import note
from hotline.desk.dialling import PUT_OFF
from hotline.desk.ringing import Happened, happened, leg_errand
from hotline.desk.tools import Desk
from hotline.domain.contact import Contact
from hotline.domain.counts import NOBODY
from hotline.domain.events import CallStarted, CallTurned
from hotline.domain.phone import Phone
from hotline.domain.replies import CallReply, Dial, HangUp, Listen, Meet
from hotline.domain.ring.events import Event, KindChanged, LanguageChanged, TurnCame
from hotline.domain.ring.record import TALK_LIFE, Kind, Outcome, Ring
from hotline.domain.ring.replies import (
    Breathe,
    Direct,
    DroppedOut,
    EnterRoom,
    GoBack,
    MayListen,
    OneMoment,
    Over,
)
from hotline.errors import StoreAway
from hotline.flow.aloud import spoken
from hotline.flow.breaths import breathed, counting, ended, offered, steps_said
from hotline.flow.calling import nobody, over, people_step
from hotline.flow.document import HandOff
from hotline.flow.oncall import CallTurn, OnCall, Wants
from hotline.flow.stage import Stage
from hotline.flow.waiting import asked_to_listen, dropped, held, parted, waited

MARK = 22  # last letters of a token, that no other shares: they name what a turn did
STALLED = 3  # turns in a row without the store, after which the fallback numbers are rung
GONE = 7  # the same, after which no phone that was rung before can still be ringing
RINGS = 18  # seconds a number is rung from the call itself, where no step says another
_KINDS: dict[Wants, Kind] = {
    "person": "plain",
    "same": "plain",
    "emergency": "emergency",
    "stay": "stay",
}
# What a caller hears in the place of "nobody", where it was another end.
_ENDS: dict[Outcome, str] = {"nobody else": "call.free.nobody", "finished": "call.finished"}

Replies = tuple[CallReply, ...]


def listened(desk: Desk, call: CallStarted, turn: CallTurn) -> Replies:
    """Say a turn and listen for the next; or say it, and end the call."""
    if turn.on is None:
        return (*turn.heard, HangUp())
    token = _sealed(desk, call, turn.on)
    to = "pin" if turn.types else "turn"
    return (Listen(turn.heard, turn.listen, f"call/{to}/{token}", pound=turn.types),)


def mark(event: CallTurned) -> str:
    """What names this request, however often the carrier makes it. The end of a token: how often
    we have called somebody is at the end of such a call's name."""
    return event.token[-MARK:]


def told(desk: Desk, ring: str, event: Event) -> None:
    """What the ring should know, if the store is there; else the ring's own watch finds out."""
    with suppress(StoreAway):
        happened(desk, ring, event)


def wanted(desk: Desk, event: CallTurned, stage: Stage, on: OnCall, turn: CallTurn) -> Replies:
    """People are to be rung: those who are rung already go on ringing for the same kind of call."""
    assert turn.on
    wanting = replace(turn.on, wants=turn.wants, ring="")
    try:
        if on.ring and _goes_on(desk, event, on, _kind(wanting), back=wanting.allows):
            return listened(desk, event.call, replace(turn, on=replace(wanting, ring=on.ring)))
        ring = _asked(desk, event, stage, wanting)
        blocked = not ring and _blocked(desk, event, stage)
    except StoreAway:
        return _stalled(desk, event, stage, replace(wanting, ring=on.ring), turn, before=on)
    if (
        not ring and not blocked and on.at != "breathing"
    ):  # a count of breaths asks again each minute
        note(desk, NOBODY)
    if ring or wanting.at == "breathing":  # breaths are counted with nobody, too
        told_so = replace(turn, on=replace(wanting, ring=ring, missed=0))
        return listened(desk, event.call, told_so)
    said = over(stage, wanting, "call.blocked") if blocked else nobody(stage, wanting)
    return listened(desk, event.call, said)


def with_people(
    desk: Desk, event: CallTurned, stage: Stage, on: OnCall, what: Event, *, talked: bool = False
) -> Replies:
    """A turn while people are rung. `talked`: one who was rung from the call itself was there."""
    if not on.ring:
        return _unrung(desk, event, stage, on, lost=False)
    try:
        found = _found(desk, event, on, what)
    except StoreAway:
        if talked:
            return listened(desk, event.call, over(stage, on, "call.finished"))
        return _stalled(desk, event, stage, on, None, before=on)
    if found is None:
        return _unrung(desk, event, stage, replace(on, ring=""), lost=True)
    return _as_it_stands(desk, event, stage, replace(on, missed=0), found)


def turn_came(on: OnCall, event: CallTurned) -> TurnCame:
    """The caller's turn, as the ring is told. Steps come before a phone is rung from the call."""
    ready = on.at != "breathing" or steps_said(on)
    return TurnCame(on.turn, event.key, mark(event), may_dial=ready)


def spoke_otherwise(
    desk: Desk, event: CallTurned, stage: Stage, before: OnCall, after: OnCall
) -> None:
    """Another language was chosen while people are rung: those who speak it are rung next."""
    language, step = after.session.language, people_step(stage, after)
    if not before.ring or language == before.session.language or not isinstance(step, HandOff):
        return
    with suppress(StoreAway):
        order = order_of(desk, event.call, _kind(after), language, step, before.ring)
        changed = LanguageChanged(language, tuple(person.id for person in order))
        happened(desk, before.ring, changed)


def entered(desk: Desk, event: CallTurned, stage: Stage, on: OnCall) -> Replies:
    """The way to the person who came while a key was pressed; empty when nobody did."""
    try:
        found = happened(desk, on.ring, TurnCame(on.turn, may_dial=False)) if on.ring else None
    except StoreAway:
        return ()
    if found is None or not isinstance(found.reply, EnterRoom):
        return ()
    return _enter(desk, event, stage, on, found.reply)


def _goes_on(desk: Desk, event: CallTurned, on: OnCall, kind: Kind, *, back: bool = False) -> bool:
    """Whether the ring that runs goes on, as this kind of call. 0 says what is so already."""
    if kind == "plain":
        return True
    name = f"{mark(event)}-kind"
    changed = KindChanged(kind, PATIENCE[kind], AT_ONCE[kind], name, back)
    found = happened(desk, on.ring, changed)
    return found is not None and found.after.state != "ended"


def _kind(on: OnCall) -> Kind:
    return _KINDS[on.wants or "person"]


def _asked(desk: Desk, event: CallTurned, stage: Stage, on: OnCall) -> str:
    """The ring of those who are asked; empty when there is nobody. In an emergency hours do not
    count. Raises StoreAway."""
    step, kind, id = people_step(stage, on), _kind(on), mark(event)
    if not isinstance(step, HandOff) or stage.world.standing.state != "open":
        return ""
    if kind != "emergency" and not stage.opens(step):
        return ""
    first = on.order if on.wants == "same" else ()
    language = on.session.language
    rung = ask_for_people(desk, event.call, id, kind, language, step, first, back=on.allows)
    return id if rung else ""


def _blocked(desk: Desk, event: CallTurned, stage: Stage) -> bool:
    """Whether nobody is rung because this phone is blocked. Raises StoreAway."""
    return stage.world.standing.state == "open" and kept_out(desk, event.call)


def _found(desk: Desk, event: CallTurned, on: OnCall, what: Event) -> Happened | None:
    """What happened to the ring; an emergency that it was not told of, it is told now."""
    found = happened(desk, on.ring, what)
    if found:
        _nudge_again(desk, found.after)
    if found and on.at == "breathing" and found.after.kind != "emergency":
        _goes_on(desk, event, on, "emergency")
    return found


def _nudge_again(desk: Desk, ring: Ring) -> None:
    """Legs that wait for their turn come up again by the clock, and should that be away by this."""
    for attempt in ring.attempts:
        if attempt.status == "planned" and desk.now() - attempt.wanted > PUT_OFF:
            desk.nudges.look(leg_errand(attempt.id))


def _unrung(desk: Desk, event: CallTurned, stage: Stage, on: OnCall, *, lost: bool) -> Replies:
    """Nobody is rung: the store was away when it was asked to, or it lost the ring. It is asked
    anew; while breaths are counted, each minute."""
    if on.at == "breathing":
        return _counted(desk, event, stage, on, lost=lost)
    if on.at in {"room", "parted"}:
        turn = dropped(stage, on)
        on = counting(stage, on) if on.wants == "emergency" else turn.on or on
        turn = replace(turn, on=on)
    elif stage.world.now < on.since + PATIENCE["plain"]:
        turn = waited(stage, on)
    else:
        return listened(desk, event.call, nobody(stage, on))
    return wanted(desk, event, stage, on, replace(turn, wants=on.wants or "person"))


def _counted(desk: Desk, event: CallTurned, stage: Stage, on: OnCall, *, lost: bool) -> Replies:
    if ended(stage, on):
        return listened(desk, event.call, nobody(stage, on))
    turn = breathed(stage, on, "")
    a_minute = turn.on is not None and offered(turn.on) and turn.on.told > on.told
    if lost or on.missed or a_minute:
        return wanted(desk, event, stage, on, replace(turn, wants="emergency"))
    return listened(desk, event.call, turn)


def _as_it_stands(
    desk: Desk, event: CallTurned, stage: Stage, on: OnCall, found: Happened
) -> Replies:
    breathing = on.at == "breathing"
    match found.reply:
        case EnterRoom():
            return _enter(desk, event, stage, on, found.reply)
        case Direct(peer):
            return _direct(desk, event, stage, on, peer)
        case Over(outcome) if outcome in _ENDS and not breathing:
            turn = over(stage, on, _ENDS[outcome])
        case Over("other"):  # too quiet for too long, but here they are
            return _unrung(desk, event, stage, replace(on, ring=""), lost=True)
        case Over():
            ending = replace(on, ring="")
            if breathing:
                return _counted(desk, event, stage, ending, lost=False)
            turn = nobody(stage, ending)
        case DroppedOut():
            turn = dropped(stage, on)
            if found.after.kind == "emergency":
                turn = replace(turn, on=counting(stage, on))
        case GoBack(listener):
            turn = parted(stage, on, listener=listener)
        case MayListen():
            turn = asked_to_listen(stage, on)
        case _ if breathing:
            turn = breathed(stage, on, "")
        case Breathe() if on.at == "room":
            turn = breathed(stage, counting(stage, on), "")
        case OneMoment():
            turn = held(stage, on)
        case _:
            turn = waited(stage, on)
    return listened(desk, event.call, turn)


def _enter(desk: Desk, event: CallTurned, stage: Stage, on: OnCall, to: EnterRoom) -> Replies:
    name = "call.here.now" if on.at == "breathing" else "call.here"
    words = () if to.room == on.met else spoken(on, stage.phrase(name, on.session.language))
    if to.room != on.met:
        had_a_person(desk, event.call)
        if caller := event.call.caller:
            talk_begins(desk, Contact(event.call.line, caller))
    token = _sealed(desk, event.call, replace(on, at="room", met=to.room, missed=0))
    return (
        *words,
        Meet(
            to.room,
            to.anchor,
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
        return _stalled(desk, event, stage, on, None, before=on)
    if person is None or not person.agreed("calls") or not desk.served(person.numbers[0]):
        return listened(desk, event.call, waited(stage, on))
    return _dialled(desk, event, stage, on, person.numbers[0])


def _dialled(desk: Desk, event: CallTurned, stage: Stage, on: OnCall, to: Phone) -> Replies:
    token = _sealed(desk, event.call, on)
    name = "call.steps.ringing" if on.at == "breathing" else "call.still"
    step = people_step(stage, on)
    return (
        *spoken(on, stage.phrase(name, on.session.language)),
        Dial(
            to,
            event.call.line,
            rings=step.ring if isinstance(step, HandOff) else RINGS,
            seconds=int(TALK_LIFE),
            whisper=f"call/whisper/{token}",
            then=f"call/dialled/{token}",
        ),
    )


def _stalled(
    desk: Desk,
    event: CallTurned,
    stage: Stage,
    on: OnCall,
    turn: CallTurn | None,
    *,
    before: OnCall,
) -> Replies:
    """The store did not answer. A ring that runs is waited for, for some turns; then the fallback
    numbers are rung one by one, where breathing has stopped after all the steps. `before` is where
    the caller was before this turn."""
    on = replace(on, missed=on.missed + 1)
    patient = bool(on.ring) and on.missed <= STALLED
    breathing = on.at == "breathing"
    heard_steps = not breathing or (before.at == "breathing" and steps_said(before))
    if on.tried < len(desk.fallback) and heard_steps and not patient:
        number = desk.fallback[on.tried]
        return _dialled(desk, event, stage, replace(on, tried=on.tried + 1), number)
    if breathing:
        said = replace(turn, on=on) if turn else breathed(stage, on, "")
    elif on.ring and on.missed <= GONE:
        out = on.at in {"room", "parted"}
        said = replace(turn, on=on) if turn else (held if out else waited)(stage, on)
    else:
        said = nobody(stage, on)
    return listened(desk, event.call, said)


def _sealed(desk: Desk, call: CallStarted, on: OnCall) -> str:
    return desk.calls.seal(replace(on, turn=on.turn + 1), call.id)
