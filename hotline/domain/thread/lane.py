"""Lanes: what goes to one phone in a thread goes in order, one text at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import inf

from hotline.domain.thread import events
from hotline.domain.thread.record import (
    CONTACT,
    NOBODY,
    WORDS,
    Fate,
    Item,
    Thread,
    asked_contact,
    item_name,
)
from hotline.domain.thread.told import (
    LOST,
    LOST_TO_CONTACT,
    SILENT,
    Dropped,
    Telling,
    ToContact,
    ToPeer,
    Words,
)

APART = 2.0  # seconds after which the next text may go though nobody told of the one before
UNSURE = 15.0  # seconds in which a report may still tell that a text was taken
CHAIN_HOLD = 31.0  # seconds of rest that a pair of numbers needs once it was too fast (14107)
CHAIN_GAP = 30.0  # seconds; texts less far apart are one chain
CHAIN_MERGES = 20  # texts in a chain from which on what waits goes as one
FAST = 14107  # more than 30 texts in a chain
FORGOTTEN = 900.0  # seconds after which no report is expected any more
LONGEST = 1500  # letters of one text; the carrier takes 1600


def put(
    thread: Thread, sender: str, to: str, body: str, now: float, *, extra: bool = False
) -> tuple[Thread, list[Telling]]:
    """Words into a lane."""
    said: list[Telling] = []
    for piece in _pieces(body):
        item = Item(item_name(thread), sender, to, now + WORDS, now, extra=extra)
        thread = replace(thread, items=(*thread.items, item), numbered=thread.numbered + 1)
        said.append(Words(item.id, piece))
    return thread, said


def may_go(thread: Thread, item: Item, now: float) -> float:
    """Seconds until it may go; 0: now; infinite: something else has to happen first."""
    if item.reader == NOBODY or item.fate in {"gone", "sent"}:
        return inf
    held = max(0.0, item.not_before - now)
    for other in thread.items:
        if other.id == item.id:
            break
        if other.reader != item.reader or other.fate == "sent":
            continue
        if other.fate == "gone":
            held = max(held, other.at + APART - now)
        else:
            return inf
    return held


def together(thread: Thread, item: Item, now: float) -> tuple[Item, ...]:
    """What goes in one text with it: only itself, unless texts to that phone go too fast. It goes
    whatever the carrier may have taken of it before."""
    _, count, last = _chain(thread, item.reader)
    if count < CHAIN_MERGES or now - last > CHAIN_GAP:
        return (item,)
    return tuple(
        i
        for i in thread.items
        if i.id == item.id
        or (i.reader == item.reader and i.fate == "waiting" and i.not_before <= now)
    )


def accepted(
    thread: Thread, event: events.TextAccepted, now: float
) -> tuple[Thread, list[Telling]]:
    """What has got another recipient meanwhile goes to that one, too."""
    for id in event.items:
        item = thread.item(id)
        if item and item.reader == event.to and item.fate in {"waiting", "unsure"}:
            within = "" if id == event.items[0] else event.items[0]
            thread = _marked(thread, id, "gone", now, within=within)
    if event.to == CONTACT:
        thread = _asks(thread, event.items[-1], now)
    return _counted(thread, event.to, now), []


def unsure(thread: Thread, event: events.TextUnsure, now: float) -> tuple[Thread, list[Telling]]:
    item = thread.item(event.item)
    if item is None or item.fate in {"gone", "sent"}:
        return thread, []
    return _marked(thread, event.item, "unsure", now, not_before=now + UNSURE), []


def put_off(thread: Thread, event: events.TextPutOff, now: float) -> tuple[Thread, list[Telling]]:
    item = thread.item(event.item)
    if item is None or item.fate in {"gone", "sent"}:
        return thread, []
    return _marked(thread, event.item, "waiting", now, not_before=event.at), []


def reported(
    thread: Thread, event: events.TextReportedOn, now: float
) -> tuple[Thread, list[Telling]]:
    """Any report tells that the carrier has it. `sent` may be the last one there is."""
    items = [i for i in thread.items if event.item in (i.id, i.within)]
    dropped: list[Telling] = [Dropped(item.id) for item in items]
    match event.status:
        case "failed" | "undelivered" | "canceled" | "refused" if event.code == FAST:
            for item in items:
                thread = _marked(thread, item.id, "waiting", now, not_before=now + CHAIN_HOLD)
            return thread, []
        case "failed" | "undelivered" | "canceled" | "refused":
            return lost(thread, items, blocked=event.code is not None)
        case "delivered" | "read":
            return _without(thread, items), dropped
        case "sent":
            if thread.asking == event.item:
                thread = _asks(thread, event.item, now)
            for item in items:
                thread = _marked(thread, item.id, "sent", now, within=item.within)
            return thread, dropped
        case _:
            taken = [item for item in items if item.fate in {"waiting", "unsure"}]
            for item in taken:
                thread = _marked(thread, item.id, "gone", now)
            return thread, []


def overdue(thread: Thread, now: float) -> tuple[Thread, list[Telling]]:
    """Words that could not go in time are dropped, and their sender is told."""
    late = [i for i in thread.items if i.fate in {"waiting", "unsure"} and i.until <= now]
    thread, said = lost(thread, late)
    done = [i for i in thread.items if i.fate in {"gone", "sent"} and i.at + FORGOTTEN <= now]
    return _without(thread, done), [*said, *(Dropped(item.id) for item in done)]


def heard_at(thread: Thread) -> float:
    """When the contact last had something to read in it that a digit of theirs may be for (seconds
    UTC; 0: never): words of a peer, also such as the carrier only may have, or our question."""
    _, _, words = _chain(thread, CONTACT)
    maybe = (i.at for i in thread.items if i.reader == CONTACT and i.fate == "unsure")
    return max(words, thread.question_at if thread.question else 0.0, *maybe)


def lost(
    thread: Thread, items: Iterable[Item], *, blocked: bool = False
) -> tuple[Thread, list[Telling]]:
    """These never arrived. Each who wrote some of them is told once."""
    items = list(items)
    said: list[Telling] = [Dropped(item.id) for item in items]
    senders = dict.fromkeys(item.sender for item in items if not item.extra)
    for sender in senders:
        if sender == CONTACT:
            said.append(ToContact("thread.not_reached", lasts=LOST_TO_CONTACT))
        else:
            name = "to_peer.blocked" if blocked else "to_peer.not_reached"
            said.append(ToPeer(sender, name, lasts=LOST))
    return _without(thread, items), said


def stopped(thread: Thread) -> tuple[Thread, list[Telling]]:
    """Nothing goes to the contact any more, nor again where the carrier gives it back; whoever
    wrote what it does not have yet is told."""
    items = [item for item in thread.items if item.reader == CONTACT]
    senders = dict.fromkeys(item.sender for item in unread(thread) if item.reader == CONTACT)
    said: list[Telling] = [Dropped(item.id) for item in items]
    return _without(thread, items), [*said, *(ToPeer(s, SILENT, lasts=LOST) for s in senders)]


def moved(thread: Thread, whose: str, to: str) -> Thread:
    """What waits for one of us waits for another, or for nobody yet."""
    late = unread(thread)
    items = (
        replace(i, reader=to, fate="waiting")
        if i.reader == whose and not i.extra and i in late
        else i
        for i in thread.items
    )
    return replace(thread, items=tuple(items))


def unread(thread: Thread) -> list[Item]:
    """What the carrier does not have yet."""
    return [item for item in thread.items if item.fate in {"waiting", "unsure"}]


def _marked(
    thread: Thread,
    id: str,
    fate: Fate,
    now: float,
    *,
    not_before: float = 0.0,
    within: str = "",
) -> Thread:
    items = (
        replace(i, fate=fate, at=now, not_before=not_before, within=within) if i.id == id else i
        for i in thread.items
    )
    return replace(thread, items=tuple(items))


def _asks(thread: Thread, item: str, now: float) -> Thread:
    """The last that the contact reads is a question of ours, or is none."""
    if item != thread.asking:
        return replace(thread, question="")
    told = tuple(name for name in thread.told if name != "unanswered")
    return replace(asked_contact(thread, "call", now), asking="", told=told)


def _without(thread: Thread, items: Iterable[Item]) -> Thread:
    gone = {item.id for item in items}
    return replace(thread, items=tuple(i for i in thread.items if i.id not in gone))


def _chain(thread: Thread, to: str) -> tuple[str, int, float]:
    return next((chain for chain in thread.chains if chain[0] == to), (to, 0, 0.0))


def _counted(thread: Thread, to: str, now: float) -> Thread:
    _, count, last = _chain(thread, to)
    chain = (to, count + 1 if now - last <= CHAIN_GAP else 1, now)
    others = (c for c in thread.chains if c[0] != to)
    return replace(thread, chains=(*others, chain))


def _pieces(body: str) -> list[str]:
    return [body[at : at + LONGEST] for at in range(0, len(body), LONGEST)] or [""]
