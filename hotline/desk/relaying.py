"""Words go from one side of a thread to the other: one text at a time to each phone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from math import isinf

from hotline.desk.alerting import tell_coordinators
from hotline.desk.doors import seat_at
from hotline.desk.leaving import gone, without_texts
from hotline.desk.ready import CARRIER_FAILS, CARRIER_WORKS
from hotline.desk.stopping import STOPPED, stop
from hotline.desk.threads import (
    able_to_text,
    happened,
    on_for_texts,
    shift_ends,
)
from hotline.desk.tools import Desk
from hotline.domain.contact import Contact
from hotline.domain.errands import (
    FIRST_ERASURE,
    GIVE_UP_ERASING,
    Due,
    EraseText,
    RelayText,
    WatchThread,
    copy_of,
)
from hotline.domain.events import TextReported
from hotline.domain.phone import Phone
from hotline.domain.seat import Seat
from hotline.domain.thread import events
from hotline.domain.thread.lane import may_go, together
from hotline.domain.thread.record import CONTACT, Item, Thread, thread_of
from hotline.domain.thread.told import ToCoordinators
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure, StoreAway

_AGAIN = (2, 5, 10, 20)  # seconds until the carrier is asked again, by how often it was
_LONGEST = 1600  # letters that the carrier takes
_BETWEEN = 0.25  # seconds at least between two looks at words that are not first


def relay(desk: Desk, id: str, errand: RelayText) -> str:
    """Hand somebody's words to the carrier, if it is their turn; in one word what became of it."""
    now = desk.now()
    found = desk.threads.read(errand.thread, now)
    item = found[0].item(id) if found else None
    if found is None or item is None:
        desk.errands.done(id)
        return "over"
    thread = found[0]
    wait = may_go(thread, item, now)
    if wait:
        _put_off(desk, id, errand, errand.until - now if isinf(wait) else max(wait, _BETWEEN))
        return "put off"
    items, body = _as_one(desk, thread, together(thread, item, now), errand)
    return _send(desk, thread, items, body, errand)


def watch(desk: Desk, id: str, errand: WatchThread) -> str:
    """A deadline is there: the core says which, and what it means."""

    def passed(thread: Thread) -> events.Event:
        now = desk.now()
        if left := without_texts(desk, thread):
            return gone(desk, thread, left)
        where = thread.rotation, thread.line, thread.phone, now
        owner = thread.owner
        return events.TimePassed(
            tuple(person.id for person in on_for_texts(desk, *where)),
            tuple(person.id for person in able_to_text(desk, *where)),
            shift_ends(desk, thread, owner, now) if owner else 0.0,
            bool(owner) and _seat(desk, thread, owner, now).is_asked(now),
        )

    move = happened(desk, errand.thread, passed)
    if move is None:
        desk.errands.done(id)
        return "over"
    for telling in move.told:
        if isinstance(telling, ToCoordinators):
            tell_coordinators(desk, telling.name, desk.now())
    return "looked"


def _seat(desk: Desk, thread: Thread, owner: str, now: float) -> Seat:
    return desk.seats.read(seat_at(desk, owner, thread.seen_at(owner)), now)[0]


def reported_on(desk: Desk, event: TextReported) -> None:
    """The carrier told how far an item came: the next may go. Raises StoreAway."""
    thread = thread_of(event.token)
    if thread:
        _tell(desk, thread, events.TextReportedOn(event.token, event.status, event.code))


def _tell(desk: Desk, thread: str, event: events.Event) -> None:
    """Something about a text is known: what waited for that has its turn."""
    happened(desk, thread, lambda _: event)


def _send(desk: Desk, thread: Thread, items: Sequence[Item], body: str, errand: RelayText) -> str:
    first = items[0]
    to = _number(desk, thread, first.reader)
    if to is None or desk.marks.stopped(Contact(_from(thread, first), to)):
        _tell(desk, thread.id, events.TextReportedOn(first.id, "refused"))
        desk.errands.done(first.id)
        return "nobody there"
    try:
        sid = desk.carrier().send_text(
            line=_from(thread, first),
            to=to,
            body=body,
            receipt=first.id,
            valid=int(errand.until - desk.now()),
            whatsapp=thread.whatsapp and first.reader == CONTACT,
        )
    except CarrierRefused as refused:
        if refused.code == STOPPED:
            stop(desk, Contact(_from(thread, first), to), "carrier", desk.now())
        _tell(desk, thread.id, events.TextReportedOn(first.id, "refused", refused.code or 0))
        return "refused"
    except (CarrierBusy, CarrierUnsure) as failure:
        return _later(desk, thread, first, errand, failure)
    copy = EraseText(sid, desk.now() + GIVE_UP_ERASING)
    of = Contact(thread.line, thread.phone)
    desk.errands.add(Due(desk.now() + FIRST_ERASURE, copy_of(desk.token())), copy, of)
    _tell(desk, thread.id, events.TextAccepted(tuple(item.id for item in items), first.reader))
    _kept(desk, first.id, errand)
    with suppress(StoreAway):
        desk.beats.beat(CARRIER_WORKS, desk.now())
    return "sent"


def _later(
    desk: Desk,
    thread: Thread,
    item: Item,
    errand: RelayText,
    failure: CarrierBusy | CarrierUnsure,
) -> str:
    """Where it may have been taken, a report can tell; if none does, it goes again."""
    with suppress(StoreAway):
        desk.beats.beat(CARRIER_FAILS, desk.now())
    wait = float(_AGAIN[min(errand.tries, len(_AGAIN) - 1)])
    event: events.Event = events.TextPutOff(item.id, desk.now() + wait)
    if isinstance(failure, CarrierUnsure):
        event = events.TextUnsure(item.id)
    move = happened(desk, thread.id, lambda _: event)
    now = desk.now()
    after = move.after.item(item.id) if move else None
    at = max(after.not_before, now + _BETWEEN) if after else now + wait
    desk.errands.put_off(Due(at, item.id), replace(errand, tries=errand.tries + 1))
    return "put off"


def _kept(desk: Desk, id: str, errand: RelayText) -> None:
    """The words stay until the carrier says that they are on their way: it may want them again.

    They are not due before they are over; a report that came first has them gone already.
    """
    _put_off(desk, id, errand, errand.until - desk.now())


def _put_off(desk: Desk, id: str, errand: RelayText, wait: float) -> None:
    desk.errands.put_off(Due(desk.now() + wait, id), errand)


def _number(desk: Desk, thread: Thread, to: str) -> Phone | None:
    """Whose words these are now: by the roster as it is."""
    if to == CONTACT:
        return thread.phone
    person = desk.people.read().with_id(to)
    return person.numbers[0] if person and person.agreed("texts") else None


def _from(thread: Thread, item: Item) -> Phone:
    return thread.line if item.reader == CONTACT else thread.seen_at(item.reader)


def _as_one(
    desk: Desk, thread: Thread, items: Sequence[Item], errand: RelayText
) -> tuple[Sequence[Item], str]:
    """As many as fit into one text, and what their reader sees. A contact's lines are one: no line
    of theirs can look like ours."""
    said: list[str] = []
    for at, item in enumerate(items):
        other = errand if at == 0 else desk.errands.read(item.id)
        if not isinstance(other, RelayText):
            continue
        read = _as_read(desk, thread, item, other.body)
        if said and len("\n".join((*said, read))) > _LONGEST:
            return items[:at], "\n".join(said)
        said.append(read)
    return items, "\n".join(said)


def _as_read(desk: Desk, thread: Thread, item: Item, body: str) -> str:
    if item.reader == CONTACT:
        return body
    by = "" if item.sender == CONTACT else f", {_another(desk, item.reader)}"
    return f"@{thread.handle}{by}: {' '.join(body.split())}"


def _another(desk: Desk, reader: str) -> str:
    """What stands for the one of us who wrote: no name is on a phone."""
    book, person = desk.edition().book, desk.people.read().with_id(reader)
    language = person.languages[0] if person else book.languages[0]
    return book.phrases["to_peer.another"].in_language(language)
