"""A peer's own phone rings: they take the call, or pass; and they come and go from the room."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from hotline.desk import dropped, staying
from hotline.desk.ringing import REST, Happened, alone, happened, long_talk
from hotline.desk.rooms import meet
from hotline.desk.staging import on_the_phone
from hotline.desk.tools import Desk
from hotline.domain.blocks import SIZES
from hotline.domain.events import LegTurned
from hotline.domain.replies import CallReply, GoOn, HangUp, Listen, Play, Say
from hotline.domain.ring.events import (
    Beat,
    ContactFinal,
    Event,
    LegFinal,
    LegPlaced,
    PeerBlocked,
    PeerChose,
    PeerFinished,
    PeerLeft,
    PeerParted,
    PeerPicked,
    PeerPressed,
)
from hotline.domain.ring.peer import PROMPTS
from hotline.domain.ring.record import Ring, ring_of
from hotline.domain.ring.replies import (
    AskingThem,
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
    Rested,
    SomeoneHasIt,
    StarMenu,
    TheyDropped,
    TheyHungUp,
    TheySaid,
    WantsCompany,
    YouHaveIt,
)
from hotline.errors import StoreAway
from hotline.flow.oncall import OnCall
from hotline.flow.session import Session

KEY_WAIT = 5  # seconds to press a key
AFTER_WAIT = 3  # seconds after a talk in which a key still counts


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


def parted(desk: Desk, leg: LegTurned) -> tuple[CallReply, ...]:
    """A key, or none, after they gave it on: whether ever to be given this phone again."""
    return _answered(desk, leg, PeerParted(leg.attempt, leg.key))


def finished(desk: Desk, leg: LegTurned) -> tuple[CallReply, ...]:
    """A key, or mostly none, just after the talk."""
    return _answered(desk, leg, PeerFinished(leg.attempt, leg.key))


def beaten(desk: Desk, leg: LegTurned) -> tuple[CallReply, ...]:
    """Alone in the room, and alive."""
    alone(desk, ring_of(leg.attempt), Beat(leg.attempt), room=leg.attempt)
    return Play("soft-2s"), GoOn(f"leg/beat/{leg.attempt}")


def reported(desk: Desk, leg: LegTurned) -> None:
    """The carrier tells how far a leg came. It may come twice, late, or never. Raises StoreAway."""
    happened(desk, ring_of(leg.attempt), LegPlaced(leg.attempt, leg.id))
    if leg.final:
        found = happened(desk, ring_of(leg.attempt), LegFinal(leg.attempt))
        if found and found.after.ring_back:
            dropped.leg_over(desk, leg)
        own = desk.rings.of_call(leg.id, desk.now())  # of one who waited for company
        if own:
            happened(desk, own, ContactFinal())


def _answered(desk: Desk, leg: LegTurned, event: Event) -> tuple[CallReply, ...]:
    """With the store away nobody can tell whether it is still free: that is asked again, a few
    times; then the leg ends."""
    try:
        found = happened(desk, ring_of(leg.attempt), event)
        if found:
            _written_down(desk, found)
    except StoreAway:
        return _asked_again(leg.attempt, event)
    if found is None or found.reply is None:
        return (HangUp(),)
    return _said(desk, found, leg, event)


def _written_down(desk: Desk, found: Happened) -> None:
    """What they chose for themselves, before it is said."""
    match found.reply:
        case Blocked(key, peer):
            desk.blocks.add(found.after.mark, SIZES[key], peer)
        case Rested(peer) | WantsCompany(peer):
            desk.beliefs.rest(peer, desk.now() + REST)
        case EnterRoom() if found.after.counting > found.before.counting:
            staying.count(desk, found.after)
        case YouHaveIt(anchor=True) if found.after.kind == "stay":
            staying.begin(desk, found.after)


def _asked_again(attempt: str, event: Event) -> tuple[CallReply, ...]:
    """Whoever was in the room already waits until the store is back: nobody is cut off."""
    match event:
        case PeerPicked():
            then = f"leg/key/{attempt}/0"
        case PeerPressed(n=n) if n < PROMPTS:
            then = f"leg/key/{attempt}/{n + 1}"
        case PeerBlocked(n=n):
            then = f"leg/block/{attempt}/{n}"
        case PeerParted():
            then = f"leg/parted/{attempt}"
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


def _said(desk: Desk, found: Happened, leg: LegTurned, event: Event) -> tuple[CallReply, ...]:
    attempt = leg.attempt
    ring, language = found.after, _language(desk, found.before, attempt)

    def say(phrase: str, /, **fillers: str) -> Say:
        text = desk.edition().book.phrases[phrase].in_language(language)
        for filler, value in fillers.items():
            text = text.replace(f"{{{filler}}}", value)
        return Say(text, language)

    def bye(name: str) -> tuple[CallReply, ...]:
        return say(name), HangUp()

    def over(name: str) -> tuple[CallReply, ...]:
        """Their phone listens a little longer; what a key does then is said after a long talk."""
        here = ring.attempt(attempt)
        if not here or not here.came:
            return bye(name)
        more = (say("peer.rest"), say("peer.company")) if long_talk(here, desk.now()) else ()
        return (Listen((say(name), *more), AFTER_WAIT, f"leg/after/{attempt}"),)

    emergency = ring.kind == "emergency"
    match found.reply:
        case AskToTake(n):
            words = _asked(desk, ring, attempt, say)
            return (Listen((words,), KEY_WAIT, f"leg/key/{attempt}/{n}"),)
        case YouHaveIt(room, anchor):
            words = say(
                "peer.in.callback"
                if ring.absent
                else "peer.in.emergency"
                if emergency
                else "peer.in"
            )
            return words, meet(ring, attempt, room, anchor=anchor)
        case EnterRoom(room, anchor):
            told = _brought(found) if isinstance(event, PeerChose) and event.key == "1" else ""
            first = (say(told),) if told else ()
            return *first, meet(ring, attempt, room, anchor=anchor)
        case TheySaid(room, agreed):
            told = "peer.listener.yes" if agreed else "peer.listener.no"
            return say(told), meet(ring, attempt, room, anchor=True)
        case StarMenu(n, learner):
            more = (say("peer.star.listener"),) if learner else ()
            return (Listen((say("peer.star"), *more), KEY_WAIT, f"leg/chose/{attempt}/{n}"),)
        case AskingThem():
            return (Listen((say("peer.listener.asking"),), 1, f"leg/left/{attempt}"),)
        case OneMoment():
            return (Listen((Play("soft-2s"),), 1, f"leg/left/{attempt}"),)
        case SomeoneHasIt():
            return bye("peer.taken")
        case TheyHungUp():
            return over("peer.over") if isinstance(event, PeerLeft) else bye("peer.gone")
        case TheyDropped():
            return dropped.asked(desk, ring, attempt, language, 1)
        case NotThere():
            return bye("peer.unanswered")
        case HowBlocked(n):
            return (Listen((say("peer.block"),), KEY_WAIT, f"leg/block/{attempt}/{n}"),)
        case NotBlocked():
            both = say("peer.block.not"), say("peer.star")
            return (Listen(both, KEY_WAIT, f"leg/chose/{attempt}/1"),)
        case Blocked(parted=True):
            return bye("peer.never")
        case Blocked():
            return bye("peer.blocked")
        case Rested():
            return bye("peer.rest")
        case WantsCompany():
            return say("peer.rest"), GoOn(_as_a_contact(desk, leg, language))
        case NotNeeded():
            return bye("peer.not_needed")
        case HandedOver(to, asks):
            done = say("peer.handed.to", name=_name(desk, to)) if to else say("peer.handed")
            if not asks:
                return done, HangUp()
            question = done, say("peer.parted")
            return (Listen(question, KEY_WAIT, f"leg/parted/{attempt}"),)
        case Finished():
            return over("peer.ended")
        case _:
            return (HangUp(),)


def _as_a_contact(desk: Desk, leg: LegTurned, language: str) -> str:
    """Who wants to talk with somebody waits for them as anybody does, on this same call."""
    on = OnCall(at="door", session=Session(language=language))
    return f"call/turn/{desk.calls.seal(on, leg.id)}"


def _brought(found: Happened) -> str:
    """Whether somebody could be asked in."""
    rung = found.after.numbered > found.before.numbered
    return "peer.bringing" if rung else "peer.alone"


def _asked(desk: Desk, ring: Ring, attempt: str, say: Callable[..., Say]) -> Say:
    """What kind of call it is. Who is asked in hears by whom."""
    here, owner = ring.attempt(attempt), ring.attempt(ring.owner)
    language = _called(desk, ring.language)
    if here and here.second and owner:
        name = "peer.ask.listener" if here.listens else "peer.ask.second"
        return say(name, language=language, name=_name(desk, owner.peer))
    again = here is not None and here.peer == ring.had
    name = "peer.ask.back" if again else _ask(ring)
    return say(name, language=language, time=_time(desk, ring, _language(desk, ring, attempt)))


def _ask(ring: Ring) -> str:
    if ring.kind == "callback" and not ring.asked:
        return "peer.ask.both"
    if ring.kind != "plain":
        return f"peer.ask.{ring.kind}"
    return "peer.ask.handed" if ring.handed else "peer.ask"


def _time(desk: Desk, ring: Ring, language: str) -> str:
    """When a callback was asked for, by the line's clock."""
    return on_the_phone(desk, ring.line).clock(ring.asked, language) if ring.asked else ""


def _name(desk: Desk, peer: str) -> str:
    """The pseudonym of a peer, for another one."""
    person = None
    with suppress(StoreAway):
        person = desk.people.read().with_id(peer)
    return person.name if person else "?"


def _called(desk: Desk, language: str) -> str:
    return desk.edition().book.phrases["language_name"].in_language(language)
