"""Callbacks: asked for with consent, offered to peers as they come on, kept or lapsed, called off.

`offers` and `take` are for the peers' texts; `ring_both` brings a peer and a contact together whom
something else has asked: a thread, a check-in.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from hotline.desk import shared, threads
from hotline.desk.asking import PATIENCE
from hotline.desk.blocking import kept_out, mark_of, willing
from hotline.desk.care import had_enough
from hotline.desk.doors import number_for_peers
from hotline.desk.ringing import begun, happened
from hotline.desk.rota import ring_order
from hotline.desk.staging import on_the_phone
from hotline.desk.tools import RACES, Desk
from hotline.domain.callback import (
    WITHIN,
    Callback,
    CalledOff,
    Event,
    Lapsed,
    Looked,
    Promise,
    Reached,
    Reply,
    RingPeers,
    Stepped,
    Taken,
    TellPeers,
    WriteToContact,
    look_at,
    step,
)
from hotline.domain.contact import Contact
from hotline.domain.counts import BACK_ASKED, BACK_LAPSED, BACK_REACHED, counted
from hotline.domain.errands import Due, Errand, SendText, WatchCallback
from hotline.domain.events import CallStarted
from hotline.domain.people import Channel, Person, hushed
from hotline.domain.ring.events import ContactChose, RingAsked
from hotline.domain.ring.later import look_errand
from hotline.domain.thread.events import CallOver
from hotline.errors import StoreAway

QUIET = 120.0  # seconds for which peers are left in peace, who may just have been rung for it
TELL = 1800.0  # seconds for which it is worth telling somebody by text

_CHANNELS: dict[str, Channel] = {"call": "calls", "text": "texts"}
_COUNTS: dict[type, str] = {
    Reached: BACK_REACHED,
    WriteToContact: BACK_REACHED,
    Lapsed: BACK_LAPSED,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A contact who asked to be written to, as a peer may know of it. `handle` is for `take`."""

    handle: str
    language: str
    since: float  # seconds UTC


def refusal(desk: Desk, contact: Contact) -> str:
    """The phrase that says why this phone gets none; empty where it may. Raises StoreAway."""
    if shared.holds(desk, contact.phone):
        return "call.back.shared"
    return "call.blocked" if kept_out(desk, _as_caller(contact)) else ""


def made(
    desk: Desk, contact: Contact, promise: Promise, language: str, *, whatsapp: bool = False
) -> Callback:
    """The record of what was agreed to. Nothing is written."""
    return Callback(
        desk.token(), contact.line, contact.phone, promise.way, language, promise.rotation,
        desk.now(), promise.until, whatsapp, not_before=desk.now() + QUIET,
    )  # fmt: skip


def promise(desk: Desk, callback: Callback) -> None:
    """Write it down, in the place of an earlier one. Raises StoreAway."""
    desk.callbacks.add(callback, desk.now())
    desk.tally.add(counted(desk.now(), desk.zone, BACK_ASKED))
    if callback.phone:
        only_newest(desk, Contact(callback.line, callback.phone))


def only_newest(desk: Desk, contact: Contact) -> None:
    """Who asks twice is called or written to once. Raises StoreAway."""
    for older, _ in _of(desk, contact)[1:]:
        stepped(desk, older.id, CalledOff())


def call_off(desk: Desk, contact: Contact) -> bool:
    """The contact wants it no more; whether there was one. A phone that rings for it stops.

    Raises StoreAway.
    """
    found = _of(desk, contact)
    for callback, _ in found:
        ring = desk.rings.read(callback.ring, desk.now()) if callback.state == "offered" else None
        if ring and ring[0].absent:  # else it is the talk that they are in
            happened(desk, callback.ring, ContactChose())
        stepped(desk, callback.id, CalledOff())
    return bool(found)


def had_a_person(desk: Desk, call: CallStarted) -> None:
    """Whoever has a person now need not be called back."""
    with suppress(StoreAway):
        if call.caller:
            call_off(desk, Contact(call.line, call.caller))


def look(desk: Desk, id: str, errand: WatchCallback) -> str:
    """Offer it to whoever is on, or say that it has lapsed; in one word what became of it."""
    found = desk.callbacks.read(errand.callback, desk.now())
    if found is None:
        desk.errands.done(id)
        return "nothing"
    before = found[0]
    event = _looked(desk, before)
    done = _committed(desk, before, found[1], step(before, event, desk.now()))
    after = done.callback if done else before
    if after is None or after.state == "taken":
        desk.errands.done(id)
        return "over"
    desk.errands.put_off(Due(look_at(after, desk.now()) if done else desk.now(), id), errand)
    return "looked" if done else "raced"


def stepped(desk: Desk, id: str, event: Event) -> Stepped | None:
    """Something happened to a callback: None when there is no such (any more). Raises StoreAway."""
    for _ in range(RACES):
        found = desk.callbacks.read(id, desk.now())
        if found is None:
            return None
        if done := _committed(desk, *found, step(found[0], event, desk.now())):
            return done
    raise StoreAway("others were faster")


def offers(desk: Desk, person: Person, now: float) -> list[Offer]:
    """Contacts who wait for a text and whom this peer may take, the longest waiting first."""
    waiting = (
        callback
        for callback in desk.callbacks.all(now)
        if callback.way == "text" and callback.state == "waiting" and now < callback.until
    )
    return [
        Offer(callback.id, callback.language, callback.asked)
        for callback in waiting
        if any(peer.id == person.id for peer in _free(desk, callback))
    ]


def take(desk: Desk, person: Person, handle: str, now: float) -> bool:
    """This peer takes it, first: the contact is written to. False where it is somebody else's, or
    nobody's any more. Raises StoreAway."""
    if handle not in {offer.handle for offer in offers(desk, person, now)}:
        return False
    done = stepped(desk, handle, Taken(person.id))
    return done is not None and isinstance(done.reply, WriteToContact)


def first_for(desk: Desk, contact: Contact) -> str:
    """The peer who had this contact written to, and is theirs first; their id, or empty.

    Raises StoreAway.
    """
    taken = (c for c, _ in desk.callbacks.of(contact, desk.now()) if c.state == "taken")
    return next((callback.peer for callback in taken), "")


def ring_both(
    desk: Desk, person: Person, contact: Contact, language: str, within: float = WITHIN
) -> str:
    """Ring this peer, then the contact, who both agreed: once each, and neither sees a number.

    Returns the id of the callback. Raises StoreAway.
    """
    now = desk.now()
    callback = Callback.between(desk.token(), person.id, contact, language, now, within)
    desk.callbacks.add(callback, now)
    only_newest(desk, contact)
    look = look_errand(callback.id)
    desk.errands.put_off(Due(now, look), WatchCallback(callback.id, callback.lives_until))
    desk.nudges.look(look)
    return callback.id


def _of(desk: Desk, contact: Contact) -> list[tuple[Callback, bytes]]:
    """Those of a contact that are still to be kept, the newest first."""
    found = desk.callbacks.of(contact, desk.now())
    return [(callback, stamp) for callback, stamp in found if callback.state != "taken"]


def _looked(desk: Desk, callback: Callback) -> Looked:
    """Who is free for it, and what became of its ring."""
    free = tuple(person.id for person in _free(desk, callback))
    found = desk.rings.read(callback.ring, desk.now()) if callback.ring else None
    if found is None:
        return Looked(free)
    ring = found[0]
    owner = ring.attempt(ring.owner)
    had = owner.peer if owner else ""
    return Looked(free, ring.outcome or "running", ring.passed, had)


def _free(desk: Desk, callback: Callback) -> Sequence[Person]:
    """Who may be asked now, first to last: never the contact, nor one whom they may not reach."""
    roster = desk.people.read()
    if callback.only:
        them = roster.with_id(callback.only)
        return [them] if them and them.agreed("calls") else []
    if desk.standing().state != "open" or callback.phone is None:
        return []
    contact = roster.with_number(callback.phone)
    believed = desk.beliefs.read(desk.now())
    unlikely = believed.busy | believed.resting | had_enough(roster.people, believed)
    order = ring_order(
        desk, callback.rotation, callback.language, desk.now(), {contact.id} if contact else (),
        channel=_CHANNELS[callback.way], lately=believed.rung, unlikely=unlikely,
        seed=callback.id,
    )  # fmt: skip
    quiet = callback.way == "call"  # a hushed phone does not ring for one who does not wait
    order = [one for one in order if not (quiet and hushed(one, desk.now()))]
    return willing(desk, _mark(desk, callback), order)


def _committed(desk: Desk, before: Callback, stamp: bytes, done: Stepped) -> Stepped | None:
    """The step written down with the texts that follow from it, then what it rings; None when
    somebody else was faster."""
    if done.callback == before:
        return done
    now = desk.now()
    texts = _texts(desk, before, done.reply)
    promised = before.asked and not before.only
    names = filter(None, (_COUNTS.get(type(done.reply)) if promised else None,))
    counts = counted(now, desk.zone, *names)
    if not desk.callbacks.write(before.id, done.callback, stamp, texts, now, counts):
        return None
    for due, _ in texts:
        desk.nudges.look(due.id)
    if isinstance(done.reply, Lapsed) and before.only:
        _not_reached(desk, before)
    if isinstance(done.reply, RingPeers) and done.callback:
        _ring(desk, done.callback, done.reply.order)
    return done


def _not_reached(desk: Desk, callback: Callback) -> None:
    """Where the two write to each other, both hear that no call came about."""
    if callback.phone:
        thread = desk.threads.of_contact(Contact(callback.line, callback.phone), desk.now())
        over = CallOver(callback.only, rung=callback.tries > 0)
        threads.happened(desk, thread, lambda _: over)


def _texts(desk: Desk, callback: Callback, reply: Reply | None) -> list[tuple[Due, Errand]]:
    match reply:
        case TellPeers(peers):
            return [_to_peer(desk, callback, peer) for peer in peers]
        case WriteToContact():
            return _to_contact(desk, callback, "back.write")
        case Lapsed() if callback.way == "text":
            return _to_contact(desk, callback, "back.lapsed")
        case _:
            return []


def _to_contact(desk: Desk, callback: Callback, name: str) -> list[tuple[Due, Errand]]:
    if callback.phone is None:
        return []
    words = on_the_phone(desk, callback.line).phrase(name, callback.language)
    until = desk.now() + TELL
    text = SendText(callback.line, callback.phone, words, until, callback.whatsapp)
    return [(Due(desk.now(), desk.token()), text)]


def _to_peer(desk: Desk, callback: Callback, id: str) -> tuple[Due, Errand]:
    person = desk.people.read().with_id(id)
    assert person  # they were on a moment ago
    language, here = person.languages[0], on_the_phone(desk, callback.line)
    called = here.phrase("language_name", callback.language)
    since = here.clock(callback.asked, language)
    words = here.phrase("back.peers", language, time=since).replace("{language}", called)
    until = min(callback.until, desk.now() + TELL)
    text = SendText(number_for_peers(desk, callback.line), person.numbers[0], words, until)
    return Due(desk.now(), desk.token()), text


def _ring(desk: Desk, callback: Callback, order: tuple[str, ...]) -> None:
    """Peers, one by one; the contact once somebody waits for them."""
    if callback.phone is None:
        return
    now = desk.now()
    desk.traces.ring(Contact(callback.line, callback.phone), callback.ring, now)
    begun(
        desk,
        RingAsked(
            ring=callback.ring,
            line=callback.line,
            call="",
            language=callback.language,
            order=order,
            at_once=1,
            patience=min(PATIENCE["plain"], callback.until - now),
            kind="callback",
            mark=_mark(desk, callback),
            callback=callback.id,
            asked=0.0 if callback.only else callback.asked,
        ),
    )


def _mark(desk: Desk, callback: Callback) -> str:
    return mark_of(desk, CallStarted("", callback.line, callback.phone))


def _as_caller(contact: Contact) -> CallStarted:
    return CallStarted("", contact.line, contact.phone)
