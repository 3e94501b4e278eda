"""What falls due in a thread when nobody does anything: each deadline once, each with a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hotline.domain.thread import events
from hotline.domain.thread.lane import FORGOTTEN, overdue
from hotline.domain.thread.offering import closed, offer_of, offered, wanted
from hotline.domain.thread.record import ASKED_FOR, NOBODY_STANDS, Thread, asked_contact
from hotline.domain.thread.told import Dropped, Telling, ToContact, ToCoordinators, ToPeer

IDLE = 7200.0  # seconds in which nobody wrote
BEFORE_THE_END = 900.0  # seconds before the end of a shift at which it is asked who goes on
NOBODY_ELSE = 300.0  # seconds after which somebody else is not looked for any longer
LAST = 60.0  # seconds before its record is gone, in which its end can be said
LATER = 60.0  # seconds until a question waits that would cross another
Moved = tuple[Thread, list[Telling]]

# Seconds after it was offered. What is urgent widens sooner; it is offered for longer, because
# the steps go on meanwhile.
_OFFERED = {"remind": 60.0, "widen": 120.0, "still": 120.0, "nobody": 300.0}
_URGENT = {"still": 30.0, "widen": 60.0, "alone": 120.0, "nobody": 600.0}
# Seconds for which the contact waits for an answer of whoever has it.
_SILENT = {"nudge": 180.0, "slow": 300.0, "others": 480.0}


def deadlines(thread: Thread) -> list[tuple[float, str]]:
    """All that is still to come, the next first (seconds UTC)."""
    due = {"over": thread.until - LAST, **_of_offer(thread)}
    if thread.question == "nobody":
        due["forgotten"] = thread.question_at + NOBODY_STANDS
    if thread.owner:
        due["idle"] = thread.wrote_at + IDLE
        if thread.waits:
            due |= {name: thread.waits + after for name, after in _SILENT.items()}
        if thread.question == "call":
            due["unanswered"] = thread.question_at + ASKED_FOR
        if thread.second_at:
            due["no_second"] = thread.second_at + NOBODY_ELSE
        if thread.ends:
            due["shift"] = max(thread.ends - BEFORE_THE_END, thread.later)
    return sorted((at, name) for name, at in due.items() if name not in thread.told)


def next_due(thread: Thread) -> float:
    """When somebody has to look at it next (seconds UTC)."""
    words = (i.until if i.fate in {"waiting", "unsure"} else i.at + FORGOTTEN for i in thread.items)
    return min(deadlines(thread)[0][0], *words, thread.until)


def passed(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    """Whatever is due by now, in its order."""
    if thread.owner:
        told = thread.told if event.ends == thread.ends else _but(thread, "shift")
        thread = replace(thread, ends=event.ends, told=told)
    thread, said = overdue(thread, now)
    while thread.state != "closed":
        at, name = deadlines(thread)[0]
        if at > now:
            break
        thread = replace(thread, told=(*thread.told, name))
        thread, more = _MOVES[name](thread, event, now)
        said += more
    return thread, said


def _of_offer(thread: Thread) -> dict[str, float]:
    if not thread.offering:
        return {}
    if thread.owner:
        after = {"remind": 60.0, "widen": 120.0, "no_other": NOBODY_ELSE}
    else:
        after = _URGENT if thread.urgent else _OFFERED
    return {name: thread.offered_at + seconds for name, seconds in after.items()}


def _but(thread: Thread, name: str) -> tuple[str, ...]:
    return tuple(told for told in thread.told if told != name)


def _remind(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    again = [p for p in thread.asked if p in event.on]
    thread, more = offered(thread, [p for p in event.on if p not in thread.asked], offer_of(thread))
    return thread, [*(ToPeer(p, "to_peer.offer.again") for p in again), *more]


def _widen(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    """All who agreed to texts, on shift or not."""
    more = [p for p in (*event.on, *event.able) if p not in thread.asked]
    return offered(replace(thread, widened=True), more, offer_of(thread))


def _still(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    if thread.urgent:  # the digits there are the steps'
        return thread, [ToContact("thread.still.urgent")]
    return asked_contact(thread, "still", now), [ToContact("thread.still")]


def _alone(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    return thread, [ToContact("thread.alone"), ToCoordinators("to_coordinator.alone")]


def _nobody(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    if thread.urgent:
        return closed(thread, "thread.nobody.urgent", "to_peer.over")
    return _given_up(thread, "thread.nobody", "to_peer.over", now)


def _given_up(thread: Thread, to_contact: str, to_peers: str, now: float) -> Moved:
    """It is over for all, and no word is left: only our question to the contact stands, where they
    are asked one."""
    if thread.silent:
        return closed(thread, "", to_peers)
    over, said = closed(thread, to_contact, to_peers)
    said += [Dropped(item.id) for item in thread.items]
    left = replace(
        over,
        state="offered",
        group=False,
        owner="",
        seconds=(),
        asked=(),
        items=(),
        place="",
        waits=0.0,
        second_at=0.0,
        ends=0.0,
        told=(),
    )
    return asked_contact(left, "nobody", now), said


def _forgotten(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    return closed(thread, "", "")


def _nudge(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    them = thread.peers if thread.group else (thread.owner,)
    return thread, [ToPeer(person, "to_peer.nudge") for person in them]


def _slow(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    return thread, [ToContact("thread.slow")]


def _others(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    owner = thread.owner
    thread, said = wanted(thread, event.on, now)
    return thread, [*said, ToPeer(owner, "to_peer.offering")]


def _no_other(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    """Whoever has it is silent: an honest end. Else it stays with them."""
    if thread.waits and now - thread.waits >= _SILENT["others"]:
        return _given_up(thread, "thread.nobody.silent", "to_peer.over.silent", now)
    gone = [ToPeer(p, "to_peer.offer.over") for p in thread.asked]
    stays: list[Telling] = [
        ToPeer(thread.owner, "to_peer.nobody_else"),
        ToContact("thread.nobody_else"),
    ]
    return replace(thread, offering=False, asked=()), [*stays, *gone]


def _no_second(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    gone = [] if thread.offering else [ToPeer(p, "to_peer.offer.over") for p in thread.asked]
    asked = thread.asked if thread.offering else ()
    alone = ToPeer(thread.owner, "to_peer.second.nobody")
    return replace(thread, second_at=0.0, asked=asked), [alone, *gone]


def _unanswered(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    person = thread.caller
    return replace(thread, question="", caller=""), [ToPeer(person, "to_peer.call.none")]


def _idle(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    return closed(thread, "thread.closed.idle", "to_peer.idle")


def _shift(thread: Thread, event: events.TimePassed, now: float) -> Moved:
    """Asked so that no two questions stand at once; with a minute left it is asked no more."""
    if event.busy and thread.ends - now > LATER:
        return replace(thread, told=_but(thread, "shift"), later=now + LATER), []
    choices = (("1", "stay"), ("2", "go_off"), ("3", "close"))
    return thread, [
        ToPeer(thread.owner, "to_peer.shift_end", {"time": thread.ends}, choices=choices)
    ]


_MOVES: Mapping[str, Callable[[Thread, events.TimePassed, float], Moved]] = {
    "remind": _remind,
    "widen": _widen,
    "still": _still,
    "alone": _alone,
    "nobody": _nobody,
    "nudge": _nudge,
    "slow": _slow,
    "others": _others,
    "no_other": _no_other,
    "no_second": _no_second,
    "unanswered": _unanswered,
    "idle": _idle,
    "shift": _shift,
    "over": _idle,
    "forgotten": _forgotten,
}
