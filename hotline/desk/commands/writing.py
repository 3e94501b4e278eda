"""Words of one of us for a contact: to the one thread that they are surely for, or it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hotline.desk.commands.order import OWN, Found, Order, Told
from hotline.desk.threads import moved
from hotline.desk.together import ends_for
from hotline.desk.tools import Desk
from hotline.domain.handle import checked
from hotline.domain.seat import UNSURE, Seat
from hotline.domain.thread.events import ContactWrote, PeerWrote
from hotline.flow.cries import cry
from hotline.flow.peer_words import Said, addressed
from hotline.flow.words import normalise

_MOST_HELD = 4  # texts that wait at once
_SHOWN = 20  # letters of each


def words(desk: Desk, order: Order) -> Told | None:
    """A text that is no command. None where nothing of theirs is open: then it is as anybody's."""
    handle, text = addressed(order.event.body)
    if handle:
        return _to(desk, order, handle, text)
    if not order.mine:
        return _to_nobody(desk, order, text)
    if not text:
        return Told("to_peer.pictures") if order.event.pictures else Told()
    return _sent(desk, order, order.here[0], text) if _sure(order) else _whose(desk, order, text)


def send(desk: Desk, order: Order) -> Told:
    """The words that waited, now that it is said for whom they are."""
    found = order.with_handle(order.said.handle)
    seat = order.seat.released()
    if not order.seat.holds(order.now):
        return Told("to_peer.held.gone", seat=seat)
    if found is None:
        return Told("to_peer.closed.unsent", {"handle": f"@{order.said.handle}"}, seat=seat)
    return _sent_to(found, _sent(desk, replace(order, seat=seat), found, order.seat.held))


def send_own(desk: Desk, order: Order) -> Told:
    """The words that waited are for the one they write with themselves, as a contact."""
    seat, own = order.seat.released(), order.own
    if own is None or not order.seat.holds(order.now):
        return Told("to_peer.held.gone", seat=seat)
    wrote = ContactWrote(order.event.id, order.seat.held)
    return Told("to_peer.sent.own", seat=seat, moves=(moved(own, wrote, order.now),))


def drop(desk: Desk, order: Order) -> Told:
    """For nobody: so what they write next may be for nobody who is there either, though somebody
    new came meanwhile."""
    seat = replace(order.seat.released(), unsure_until=order.now + UNSURE)
    return Told("to_peer.held.dropped", seat=seat)


def send_word(desk: Desk, order: Order) -> Told:
    """A lone word that might have been a command was meant for the contact."""
    found = order.with_handle(order.said.handle)
    if found is None:
        return Told("to_peer.closed.unsent", {"handle": f"@{order.said.handle}"})
    return _sent_to(found, _sent(desk, order, found, order.said.rest))


def open_handles(order: Order) -> str:
    return " ".join(f"@{thread.handle}" for thread, _ in order.mine)


def _sure(order: Order) -> bool:
    """One thread, none that has just gone, none in which they are the contact, and no digit that
    may answer us, or the contact."""
    seat, now = order.seat, order.now
    if order.own:
        return False
    one = len(order.here) == 1 and seat.unsure_until <= now and not seat.holds(now)
    return one and seat.chosen(order.event.body.strip(), now) is None


def _to(desk: Desk, order: Order, handle: str, text: str) -> Told:
    found = order.with_handle(handle)
    if found and not text:
        return Told("to_peer.pictures") if order.event.pictures else Told()
    if found:
        return _sent(desk, order, found, text)
    fillers = {"handle": f"@{handle}", "others": open_handles(order)}
    seat = _thinking_of_another(order) if checked(handle) else None  # else it was a slip
    return Told("to_peer.not_open" if order.mine else "to_peer.closed.unsent", fillers, seat=seat)


def _to_nobody(desk: Desk, order: Order, text: str) -> Told | None:
    """Words for somebody who has just gone are not another's; a cry is always answered."""
    if order.seat.unsure_until <= order.now and not order.seat.holds(order.now):
        return None
    if cry(desk.edition().lexicon, normalise(text).split()):
        return None
    if order.own:
        return _whose(desk, order, text) if text else None
    return Told("to_peer.nothing_open", seat=_thinking_of_another(order))


def _thinking_of_another(order: Order) -> Seat:
    """They write to one that is gone: so may their next text be."""
    return replace(order.seat, unsure_until=order.now + UNSURE)


def _sent(desk: Desk, order: Order, found: Found, text: str) -> Told:
    ends = ends_for(desk, found[0], order.person.id)
    move = moved(found, PeerWrote(order.person.id, text, ends=ends), order.now)
    name = "to_peer.pictures" if order.event.pictures and not found[0].silent else ""
    return Told(name, seat=order.seat.unasked(), moves=(move,))


def _sent_to(found: Found, told: Told) -> Told:
    """To whom it went; where it went to nobody, that is told by what became of it."""
    if found[0].silent:
        return told
    return replace(told, name="to_peer.sent", fillers={"handle": f"@{found[0].handle}"})


def _whose(desk: Desk, order: Order, text: str) -> Told:
    """Never a guess: it waits until they say. Behind what waits already, it is asked anew; what
    the question shows is what its answer sends."""
    seat, now = order.seat, order.now
    if seat.holds(now) and len(seat.held.splitlines()) >= _MOST_HELD:
        return asked_again(desk, order, "to_peer.whose.full")
    first = seat.first_key(now)
    handles = [thread.handle for thread, _ in order.here or order.mine][:8]
    rows = [(str(n), Said("send", handle)) for n, handle in enumerate(handles, first)]
    rows += [(str(first + len(rows)), Said(OWN))] if order.own else []
    rows.append((str(first + len(rows)), Said("drop")))
    holding = replace(seat, asked_twice=False).holding(" ".join(text.split()), now)
    return _question(desk, replace(order, seat=holding), rows, "to_peer.whose")


def asked_again(desk: Desk, order: Order, name: str = "to_peer.whose") -> Told:
    """Words wait, and what came does not say for whom they are."""
    asked = order.seat.asked
    rows = [(digit, Said(command, handle, rest)) for digit, command, handle, rest in asked]
    again = replace(order, seat=replace(order.seat, asked_twice=True))
    return _question(desk, again, rows, name)


def _question(desk: Desk, order: Order, rows: Sequence[tuple[str, Said]], name: str) -> Told:
    seat, me = order.seat, _word_for_me(desk, order)
    called = ((key, me if said.command == OWN else said.handle and f"@{said.handle}")
              for key, said in rows)  # fmt: skip
    choices = " ".join(f"{key} {who}" for key, who in called if who)
    words = " / ".join(_beginning(text) for text in seat.held.splitlines())
    minutes = str(max(1, round((seat.held_until - order.now) / 60)))
    fillers = {"words": words, "handles": choices, "key": rows[-1][0], "minutes": minutes}
    return Told(name, fillers, tuple(rows), seat=seat)


def _word_for_me(desk: Desk, order: Order) -> str:
    """As they are taught it, in their language."""
    words = desk.edition().book.words["peer_me"].by_language
    taught = words.get(order.person.languages[0]) or next(iter(words.values()))
    return taught[0].text.upper()


def _beginning(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}..."
