"""A peer's own phone rings: they take the call, or pass; and they come and go from the room."""

from __future__ import annotations

from contextlib import suppress

from hotline.desk.callbacks import stage
from hotline.desk.ringing import Happened, alone, happened
from hotline.desk.tools import Desk
from hotline.domain.blocks import SIZES
from hotline.domain.events import LegTurned
from hotline.domain.replies import CallReply, GoOn, HangUp, Listen, Meet, Play, Say
from hotline.domain.ring.events import (
    Beat,
    Event,
    LegFinal,
    LegPlaced,
    PeerBlocked,
    PeerChose,
    PeerLeft,
    PeerPicked,
    PeerPressed,
)
from hotline.domain.ring.peer import PROMPTS
from hotline.domain.ring.record import TALK_LIFE, Ring, ring_of
from hotline.domain.ring.replies import (
    AskToTake,
    Blocked,
    EnterRoom,
    Finished,
    HandedOver,
    HowBlocked,
    NotBlocked,
    NotNeeded,
    NotThere,
    OneMoment,
    SomeoneHasIt,
    StarMenu,
    TheyHungUp,
    YouHaveIt,
)
from hotline.errors import StoreAway

KEY_WAIT = 5  # seconds to press a key
BLOCK_WAIT = 3  # seconds after a hang-up in which a 6 still blocks


def picked_up(desk: Desk, leg: LegTurned) -> tuple[CallReply, ...]:
    """Somebody, or a machine, answered."""
    return _answered(desk, leg, PeerPicked(leg.attempt))


def pressed(desk: Desk, leg: LegTurned, n: int) -> tuple[CallReply, ...]:
    """A key, or none, after the `n`th time they were asked."""
    return _answered(desk, leg, PeerPressed(leg.attempt, leg.key, n))


def left(desk: Desk, leg: LegTurned) -> tuple[CallReply, ...]:
    """Out of the room: by star, or because it ended."""
    return _answered(desk, leg, PeerLeft(leg.attempt))


def chose(desk: Desk, leg: LegTurned, n: int) -> tuple[CallReply, ...]:
    """A key, or none, after the star menu was said the `n`th time."""
    return _answered(desk, leg, PeerChose(leg.attempt, leg.key, n))


def blocked(desk: Desk, leg: LegTurned, n: int) -> tuple[CallReply, ...]:
    """A key, or none, after it was asked the `n`th time from whom this phone is to be kept."""
    return _answered(desk, leg, PeerBlocked(leg.attempt, leg.key, n))


def beaten(desk: Desk, leg: LegTurned) -> tuple[CallReply, ...]:
    """Alone in the room, and alive."""
    alone(desk, ring_of(leg.attempt), Beat(leg.attempt), room=leg.attempt)
    return Play("soft-2s"), GoOn(f"leg/beat/{leg.attempt}")


def reported(desk: Desk, leg: LegTurned) -> None:
    """The carrier tells how far a leg came. It may come twice, late, or never. Raises StoreAway."""
    happened(desk, ring_of(leg.attempt), LegPlaced(leg.attempt, leg.id))
    if leg.final:
        happened(desk, ring_of(leg.attempt), LegFinal(leg.attempt))


def _answered(desk: Desk, leg: LegTurned, event: Event) -> tuple[CallReply, ...]:
    """With the store away nobody can tell whether it is still free: that is asked again, a few
    times; then the leg ends."""
    try:
        found = happened(desk, ring_of(leg.attempt), event)
        if found and isinstance(found.reply, Blocked):  # before it is said
            desk.blocks.add(found.after.mark, SIZES[found.reply.key], found.reply.peer)
    except StoreAway:
        return _asked_again(leg.attempt, event)
    if found is None or found.reply is None:
        return (HangUp(),)
    return _said(desk, found, leg.attempt, event)


def _asked_again(attempt: str, event: Event) -> tuple[CallReply, ...]:
    """Whoever was in the room already waits until the store is back: nobody is cut off."""
    match event:
        case PeerPicked():
            then = f"leg/key/{attempt}/0"
        case PeerPressed(n=n) if n < PROMPTS:
            then = f"leg/key/{attempt}/{n + 1}"
        case PeerBlocked(n=n) if n:
            then = f"leg/block/{attempt}/{n}"
        case PeerLeft() | PeerChose():
            then = f"leg/left/{attempt}"
        case _:
            return (HangUp(),)
    return (Listen((Play("soft-2s"),), 1, then),)


def _language(desk: Desk, ring: Ring, attempt: str) -> str:
    """The peer's own first language; what they did is written, and is answered without it."""
    found, person = ring.attempt(attempt), None
    with suppress(StoreAway):
        person = desk.people.read().with_id(found.peer) if found else None
    return person.languages[0] if person else desk.edition().book.languages[0]


def _said(desk: Desk, found: Happened, attempt: str, event: Event) -> tuple[CallReply, ...]:
    ring, language = found.after, _language(desk, found.before, attempt)

    def say(name: str, **fillers: str) -> Say:
        text = desk.edition().book.phrases[name].in_language(language)
        for filler, value in fillers.items():
            text = text.replace(f"{{{filler}}}", value)
        return Say(text, language)

    def bye(name: str) -> tuple[CallReply, ...]:
        return say(name), HangUp()

    emergency = ring.kind == "emergency"
    match found.reply:
        case AskToTake(n):
            words = say(
                _ask(ring), language=_called(desk, ring.language), time=_asked(desk, ring, language)
            )
            return (Listen((words,), KEY_WAIT, f"leg/key/{attempt}/{n}"),)
        case YouHaveIt(room, anchor):
            words = say(
                "peer.in.callback"
                if ring.absent
                else "peer.in.emergency"
                if emergency
                else "peer.in"
            )
            return words, _meet(ring, attempt, room, anchor=anchor)
        case EnterRoom(room, anchor):
            told = _brought(found) if isinstance(event, PeerChose) and event.key == "1" else ""
            first = (say(told),) if told else ()
            return *first, _meet(ring, attempt, room, anchor=anchor)
        case StarMenu(n):
            return (Listen((say("peer.star"),), KEY_WAIT, f"leg/chose/{attempt}/{n}"),)
        case OneMoment():
            return (Listen((Play("soft-2s"),), 1, f"leg/left/{attempt}"),)
        case SomeoneHasIt():
            return bye("peer.taken")
        case TheyHungUp():
            if isinstance(event, PeerLeft) and ring.mark and ring.owner == attempt:
                return (Listen((say("peer.over"),), BLOCK_WAIT, f"leg/block/{attempt}/0"),)
            return bye("peer.over" if isinstance(event, PeerLeft) else "peer.gone")
        case NotThere():
            return bye("peer.unanswered")
        case HowBlocked(n):
            return (Listen((say("peer.block"),), KEY_WAIT, f"leg/block/{attempt}/{n}"),)
        case NotBlocked():
            both = say("peer.block.not"), say("peer.star")
            return (Listen(both, KEY_WAIT, f"leg/chose/{attempt}/1"),)
        case Blocked():
            return bye("peer.blocked")
        case NotNeeded():
            return bye("peer.not_needed")
        case HandedOver():
            return bye("peer.handed")
        case Finished():
            return bye("peer.ended")
        case _:
            return (HangUp(),)


def _brought(found: Happened) -> str:
    """Whether somebody could be asked in."""
    rung = found.after.numbered > found.before.numbered
    return "peer.bringing" if rung else "peer.alone"


def _ask(ring: Ring) -> str:
    if ring.kind == "callback" and not ring.asked:
        return "peer.ask.both"
    if ring.kind != "plain":
        return f"peer.ask.{ring.kind}"
    return "peer.ask.handed" if ring.handed else "peer.ask"


def _asked(desk: Desk, ring: Ring, language: str) -> str:
    """When a callback was asked for, by the line's clock."""
    return stage(desk, ring.line).clock(ring.asked, language) if ring.asked else ""


def _called(desk: Desk, language: str) -> str:
    return desk.edition().book.phrases["language_name"].in_language(language)


def _meet(ring: Ring, attempt: str, room: str, *, anchor: bool) -> Meet:
    return Meet(
        room,
        anchor,
        beat=f"leg/beat/{attempt}",
        then=f"leg/left/{attempt}",
        told=f"room/{ring.id}",
        seconds=int(TALK_LIFE),
    )
