"""TAKE and PASS: who takes what is offered. Each kind of offer has its own taker, in one order."""

from __future__ import annotations

from dataclasses import replace

from hotline.desk.commands.order import Doing, Found, Order, Told
from hotline.desk.commands.practice import take_pretend
from hotline.desk.commands.shifts import take as take_shift
from hotline.desk.commands.text_back import take as take_text_back
from hotline.desk.commands.writing import open_handles
from hotline.desk.doors import free_door, seat_at
from hotline.desk.offering import take_call
from hotline.desk.threads import Move, moved, on_for_texts, shift_ends
from hotline.desk.tools import Desk
from hotline.domain.phone import Phone
from hotline.domain.thread.events import PeerPassed, PeerTook
from hotline.domain.thread.record import Thread
from hotline.domain.thread.told import ToPeer
from hotline.flow.peer_words import Said


def take_nothing(desk: Desk, order: Order) -> Told | None:
    """They came too late, or nothing was there."""
    return None if order.said.rest else Told("to_peer.take.nothing")


def take_waiting(desk: Desk, order: Order) -> Told | None:
    """A call that waits: their phone rings at once, and only their 1 takes it."""
    bare = not order.said.handle and not order.said.rest
    took = bare and take_call(desk, order.person, order.now)
    return Told("to_peer.take.call") if took else None


def take_thread(desk: Desk, order: Order) -> Told | None:
    """A bare TAKE where one person waits; else they say which."""
    if order.said.rest:
        return None
    offers = offered_to(order)
    handle = order.said.handle
    named = next((f for f in order.threads if handle and f[0].handle == handle), None)
    if handle:
        offers = [named] if named else []
    if named is None and handle:
        return Told("to_peer.missed")
    if named and not _is_for(desk, order, named[0]):
        return Told("to_peer.take.on_first", {"handle": f"@{handle}"})
    if not offers:
        return None
    if len(offers) > 1:
        several = [thread.handle for thread, _ in offers][:8]
        return which(order, "take", several)
    return _taken(desk, order, offers[0])


def hand_over(desk: Desk, order: Order) -> Told | None:
    """PASS: no to an offer, or somebody else for a thread of theirs."""
    handle = order.said.handle
    if handle:
        found = next((f for f in order.threads if f[0].handle == handle), None)
        if found is None or (found not in order.mine and order.person.id not in found[0].asked):
            return Told("to_peer.closed.unsent" if not order.mine else "to_peer.not_open",
                        {"handle": f"@{handle}", "others": open_handles(order)})  # fmt: skip
        return _passed(desk, order, found)
    offers = offered_to(order)
    if len(offers) == 1 and not order.mine:
        return _passed(desk, order, offers[0])
    if not offers and len(order.here) == 1:
        return asked_first(order, order.here[0][0], "pass", "to_peer.pass.ask")
    both = dict.fromkeys(thread.handle for thread, _ in (*offers, *(order.here or order.mine)))
    if not both:
        return None
    return which(order, "pass", list(both))


def which(order: Order, command: str, handles: list[str]) -> Told:
    """The same word for several: they say for which, or that it was no command."""
    first = order.seat.first_key(order.now)
    rows = [
        (str(n), Said(command, handle, sure=True)) for n, handle in enumerate(handles[:7], first)
    ]
    choices = " ".join(f"{n} @{said.handle}" for n, said in rows)
    return Told("to_peer.which", {"handles": choices}, tuple(rows))


def asked_first(order: Order, thread: Thread, command: str, name: str) -> Told:
    """A lone word may be plain speech, meant for the contact."""
    choices = (
        ("1", Said(command, thread.handle, sure=True)),
        ("2", Said("send_word", thread.handle, order.event.body.strip())),
    )
    return Told(name, {"handle": f"@{thread.handle}"}, choices)


def offered_to(order: Order) -> list[Found]:
    """What they were asked to take, or anybody on may."""
    person = order.person.id
    return [f for f in order.threads if f[0].may_take(person) and person in f[0].asked]


def _is_for(desk: Desk, order: Order, thread: Thread) -> bool:
    """Whether they were asked, or are on, so that they may be: by a handle that they only heard of
    nobody is taken. What is not to be taken at all is told as that."""
    person = order.person.id
    if person in thread.asked or not thread.may_take(person):
        return True
    on = on_for_texts(desk, thread.rotation, thread.line, thread.phone, order.now)
    return any(one.id == person for one in on)


def _taken(desk: Desk, order: Order, found: Found) -> Told:
    person = order.person
    mine = [thread for thread, _ in order.mine]
    door, others = free_door(desk, person, mine, order.now)
    ends = shift_ends(desk, found[0], person.id, order.now)
    move = moved(found, PeerTook(person.id, ends, door), order.now)
    if person.id not in move.after.peers or person.id in found[0].peers:
        return Told(moves=(move,))
    if others:
        handles = " ".join(f"@{thread.handle}" for thread in (*others, found[0]))
        return Told(moves=(_saying(move, person.id, "to_peer.yours.too", others=handles),))
    if _unsure_there(desk, order, door):
        return Told(moves=(_saying(move, person.id, "to_peer.yours.start"),))
    return Told(moves=(move,))


def _saying(move: Move, person: str, name: str, **fillers: str) -> Move:
    """This sentence stands for what whoever took it would be told."""
    said = ToPeer(person, name, fillers)
    told = (said if isinstance(t, ToPeer) and t.person == person else t for t in move.told)
    return replace(move, told=tuple(told))


def _unsure_there(desk: Desk, order: Order, door: Phone | None) -> bool:
    """Whether what they type there may still be meant for one that is gone."""
    seat = order.seat
    if door and door != order.event.line:
        seat = desk.seats.read(seat_at(desk, order.person.id, door), order.now)[0]
    return seat.unsure_until > order.now


def _passed(desk: Desk, order: Order, found: Found) -> Told:
    thread = found[0]
    on = on_for_texts(desk, thread.rotation, thread.line, thread.phone, order.now)
    event = PeerPassed(order.person.id, tuple(person.id for person in on))
    return Told(moves=(moved(found, event, order.now),))


# Whoever waits on the phone waits least, and nobody for somebody who is not there.
TAKERS: tuple[Doing, ...] = (take_waiting, take_thread, take_shift, take_text_back, take_pretend)
