"""Who is asked to take a thread, and what becomes of it when somebody does, or nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hotline.domain.phone import Phone
from hotline.domain.thread.events import Together
from hotline.domain.thread.lane import lost, moved, unread
from hotline.domain.thread.record import CONTACT, NOBODY, Thread
from hotline.domain.thread.told import (
    LOST,
    LOST_TO_CONTACT,
    Dropped,
    Telling,
    ToContact,
    ToPeer,
)


def offer_of(thread: Thread) -> str:
    """The sentence by which it is offered."""
    if thread.owner or thread.told_person:
        return "to_peer.offer.new"
    if thread.check_in:
        return "to_peer.offer.check"
    return "to_peer.offer.now" if thread.urgent else "to_peer.offer"


def offered(
    thread: Thread, people: Iterable[str], name: str, *, inside: bool = False
) -> tuple[Thread, list[Telling]]:
    """To each of these who has not said no, and does not have it already; also to who is `inside`,
    beside the one who has it."""
    not_to = {*thread.passed, *((thread.owner,) if inside else thread.peers)}
    to = [p for p in dict.fromkeys(people) if p not in not_to]
    asked = tuple(dict.fromkeys((*thread.asked, *to)))
    return replace(thread, asked=asked), [ToPeer(person, name) for person in to]


def wanted(thread: Thread, on: Iterable[str], now: float) -> tuple[Thread, list[Telling]]:
    """Somebody else is wanted, and whoever has it keeps it until then."""
    told = tuple(name for name in thread.told if name not in {"remind", "widen", "no_other"})
    again = replace(thread, offering=True, offered_at=now, widened=False, asked=(), told=told)
    return offered(again, on, "to_peer.offer.new", inside=thread.group)


def without_owner(thread: Thread, on: Iterable[str], now: float) -> tuple[Thread, list[Telling]]:
    """Nobody has it: a second who is there has it now, else others are asked."""
    gone = thread.owner
    if thread.seconds:
        heir, *others = thread.seconds
        thread = moved(replace(thread, owner=heir, seconds=tuple(others)), gone, heir)
        return replace(thread, ends=0.0), [ToPeer(heir, "to_peer.yours")]
    thread = moved(thread, gone, NOBODY)
    empty = replace(thread, state="offered", owner="", ends=0.0, second_at=0.0, told=(), waits=0.0)
    return wanted(empty, on, now)


def taken(thread: Thread, person: str, ends: float, now: float) -> tuple[Thread, list[Telling]]:
    """This one has it now. Whoever had it hears so; nobody else need answer any more."""
    before, seen = thread.owner, person in thread.seconds
    know = {person, before, *(thread.seconds if thread.group else ())}
    said: list[Telling] = [ToPeer(p, "to_peer.taken") for p in thread.asked if p not in know]
    if before:
        said.append(ToPeer(before, "to_peer.moved", lasts=LOST))
    held = any(i.reader == NOBODY for i in thread.items)
    others_know = thread.group and thread.seconds  # what came before went to them
    anew = seen or not (before or thread.told_person or others_know)
    said.append(ToContact("thread.taken" if anew else "thread.new"))
    said.append(ToPeer(person, "to_peer.yours.wrote" if held else "to_peer.yours"))
    seconds = tuple(p for p in thread.seconds if p != person)
    thread = replace(
        thread,
        state="open",
        owner=person,
        seconds=seconds,
        passed=(*thread.passed, before) if before and thread.group else thread.passed,
        offering=False,
        asked=(),
        told=(),
        told_person=True,
        waits=now,
        wrote_at=now,
        to_peer_at=now,
        ends=ends,
        question="",
    )
    return moved(moved(thread, NOBODY, person), before or NOBODY, person), said


def gathered(thread: Thread, together: Together) -> tuple[Thread, list[Telling]]:
    """All who are on see it, from now on; who is not on any more does not, but the one who has it.
    While nobody is on it stays with those who saw it."""
    on = [person for person, _ in together]
    out = [p for p in thread.seconds if p not in on] if on else []
    said: list[Telling] = [ToPeer(p, "to_peer.group.out", lasts=LOST) for p in out]
    for person in out:
        thread = left(thread, person)
    for person, door in together:
        if person not in (*thread.peers, *thread.passed):
            thread, more = came(thread, person, door)
            said += more
    return thread, said


def came(thread: Thread, person: str, door: Phone | None) -> tuple[Thread, list[Telling]]:
    """One more who sees it. While nobody has it they are reminded as whoever is asked."""
    thread = thread.at_door(person, door)
    asked = thread.asked if thread.owner else (*thread.asked, person)
    thread = replace(thread, seconds=(*thread.seconds, person), asked=asked)
    return thread, [ToPeer(person, "to_peer.group.now" if thread.urgent else "to_peer.group")]


def left(thread: Thread, person: str) -> Thread:
    """One of those who see it is out; what only they would have got, another gets."""
    thread = replace(
        thread,
        seconds=tuple(p for p in thread.seconds if p != person),
        asked=tuple(p for p in thread.asked if p != person),
    )
    return moved(thread, person, thread.lead)


def joined(thread: Thread, person: str) -> tuple[Thread, list[Telling]]:
    """A second, quietly: the contact is not told."""
    said: list[Telling] = [
        *(ToPeer(p, "to_peer.taken") for p in thread.asked if p != person),
        ToPeer(thread.owner, "to_peer.second"),
        ToPeer(person, "to_peer.joined"),
    ]
    seconds = (*thread.seconds, person)
    return replace(thread, seconds=seconds, second_at=0.0, asked=()), said


def closed(
    thread: Thread,
    to_contact: str,
    to_peers: str,
    *,
    by: str = "",
    contact_hears: bool = True,
) -> tuple[Thread, list[Telling]]:
    """It is over. Whoever's words never arrived is told, but a contact who wished it to end."""
    dropped = unread(thread)
    if not contact_hears:
        forgotten = [item for item in dropped if item.sender == CONTACT]
        dropped = [item for item in dropped if item.sender != CONTACT]
        _, said = lost(thread, dropped)
        said += [Dropped(item.id) for item in forgotten]
    else:
        _, said = lost(thread, dropped)
    said = [_unsent(telling) for telling in said]
    if not thread.owner:  # that nobody came says it all
        said = [telling for telling in said if not isinstance(telling, ToContact)]
        said += [ToPeer(p, "to_peer.offer.over") for p in thread.asked if p not in thread.peers]
    said += [ToPeer(p, to_peers, lasts=LOST) for p in thread.peers if p != by]
    if to_contact:
        said.append(ToContact(to_contact, lasts=LOST_TO_CONTACT))
    return replace(thread, state="closed", offering=False), said


def _unsent(telling: Telling) -> Telling:
    if isinstance(telling, ToPeer):
        return ToPeer(telling.person, "to_peer.unsent", lasts=LOST)
    return telling
