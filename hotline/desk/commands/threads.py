"""CLOSE, BAN, BACKUP and CARD: what one of us does with a thread of theirs."""

from __future__ import annotations

from dataclasses import replace

from hotline.desk import shared
from hotline.desk.commands.order import Found, Order, Told
from hotline.desk.commands.taking import asked_first, which
from hotline.desk.commands.writing import open_handles
from hotline.desk.leaving import goes_off
from hotline.desk.threads import in_words, mark_of, moved, on_for_texts
from hotline.desk.together import ends_for
from hotline.desk.tools import Desk
from hotline.domain.blocks import SIZES
from hotline.domain.thread import events
from hotline.flow.document import Card, Text
from hotline.flow.index import Go
from hotline.flow.lexicon import entries
from hotline.flow.peer_words import Said
from hotline.flow.text import cheapest, part_size
from hotline.flow.words import normalise, slips


def close(desk: Desk, order: Order) -> Told | None:
    """Over, and erased here. A lone word is asked about: it may be meant for the contact."""
    found = _meant(order, "close", "to_peer.close.ask")
    if not isinstance(found, tuple):
        return found
    return Told(moves=(moved(found, events.PeerClosed(order.person.id), order.now),))


def ban(desk: Desk, order: Order) -> Told | None:
    """How far is asked; then the phone reaches no people, or not this one. Steps and cards stay."""
    found = _meant(order, "ban", "")
    if not isinstance(found, tuple):
        return found
    thread = found[0]
    size = SIZES.get(order.said.rest)
    if size is None:
        rows = tuple((key, Said("ban", thread.handle, key, sure=True)) for key in SIZES)
        return Told("to_peer.ban.ask", {"handle": f"@{thread.handle}"}, rows)
    mark = mark_of(desk, thread.line, thread.phone)
    if not mark:
        return Told("to_peer.ban.not", {"handle": f"@{thread.handle}"})
    desk.blocks.add(mark, size, order.person.id)
    event: events.Event = events.PeerClosed(order.person.id, banned=True)
    if size.own:
        event = events.PeerGone(order.person.id, _on(desk, order, found))
    name = "to_peer.banned.me" if size.own else "to_peer.banned"
    move = moved(found, event, order.now)
    return Told(name, {"handle": f"@{thread.handle}"}, moves=(move,))


def backup(desk: Desk, order: Order) -> Told | None:
    """A second, who sees all of it from then on."""
    found = _meant(order, "backup", "")
    if not isinstance(found, tuple):
        return found
    event = events.BackupAsked(order.person.id, _on(desk, order, found))
    return Told(moves=(moved(found, event, order.now),))


def card(desk: Desk, order: Order) -> Told | None:
    """A card of the library, as the line's own words; it is told which one went."""
    if not order.mine:
        return None
    found = _meant(order, "card", "")
    if not isinstance(found, tuple):
        return found
    thread = found[0]
    place = _card(desk, order.said.rest)
    if place is None or place.text is None:
        return Told("to_peer.card.none")
    book = desk.edition().book
    body = cheapest(
        _auto(desk, thread.language, place.text),
        part_size(thread.line),
        drop_accents=book.settings.drop_accents,
    )
    ends = ends_for(desk, thread, order.person.id)
    move = moved(found, events.PeerWrote(order.person.id, body, True, ends), order.now)
    if thread.silent:  # what became of it is that it was not sent
        return Told(moves=(move,))
    title = book.title_of(place.name, order.person.languages[0]) or order.said.rest
    return Told("to_peer.card.sent", {"handle": f"@{thread.handle}", "card": title}, moves=(move,))


def call(desk: Desk, order: Order) -> Told | None:
    """The contact is asked whether they may be called, on this phone and now."""
    found = _meant(order, "call", "")
    if not isinstance(found, tuple):
        return found
    thread = found[0]
    handle = {"handle": f"@{thread.handle}"}
    if not order.person.agreed("calls"):
        return Told("to_peer.call.not", handle)
    if shared.holds(desk, thread.phone):
        return Told("to_peer.call.shared", handle)
    question = in_words(desk, thread, "thread.call", thread.language, {}, order.now)
    wanted = events.CallWanted(order.person.id, question)
    return Told(moves=(moved(found, wanted, order.now),))


def stay(desk: Desk, order: Order) -> Told | None:
    """Asked before their shift ends, they stay on for this one."""
    return _answered(order, events.PeerStays(order.person.id))


def go_off(desk: Desk, order: Order) -> Told | None:
    """Asked before their shift ends, they hand over: the contact is asked."""
    found = order.with_handle(order.said.handle)
    if found is None:
        return Told("to_peer.closed.unsent", {"handle": f"@{order.said.handle}"})
    return _answered(order, goes_off(desk, found[0], order.person.id, found[0].ends))


def _answered(order: Order, event: events.Event) -> Told:
    found = order.with_handle(order.said.handle)
    if found is None:
        return Told("to_peer.closed.unsent", {"handle": f"@{order.said.handle}"})
    return Told(moves=(moved(found, event, order.now),))


def _meant(order: Order, command: str, ask: str) -> Found | Told | None:
    """The thread that is meant, or what has to be asked first; None: nothing of theirs is open."""
    handle = order.said.handle
    if handle:
        found = order.with_handle(handle)
        fillers = {"handle": f"@{handle}", "others": open_handles(order)}
        return found or Told("to_peer.not_open" if order.mine else "to_peer.closed.unsent", fillers)
    if not order.mine:
        return None
    if len(order.here) != 1:
        told = which(order, command, [thread.handle for thread, _ in order.here or order.mine])
        rest = order.said.rest
        return replace(told, choices=tuple((n, replace(s, rest=rest)) for n, s in told.choices))
    thread = order.here[0][0]
    return asked_first(order, thread, command, ask) if ask else order.here[0]


def _on(desk: Desk, order: Order, found: Found) -> tuple[str, ...]:
    thread = found[0]
    on = on_for_texts(desk, thread.rotation, thread.line, thread.phone, order.now)
    return tuple(person.id for person in on)


def _card(desk: Desk, name: str) -> Card | None:
    """By its own words or its name, letter for letter or with one slip."""
    book, said = desk.edition().book, normalise(name)
    near = None
    for place in book.places.values():
        if not isinstance(place, Card):
            continue
        known = [entry.phrase for entry in entries(place.words, Go(place.name))]
        known.append(normalise(place.name.rpartition(".")[2]))
        if said in known:
            return place
        if near is None and any(slips(said, one, 1) <= 1 for one in known):
            near = place
    return near


def _auto(desk: Desk, language: str, text: Text) -> str:
    mark = desk.edition().book.phrases["thread.auto"].in_language(language)
    return f"{mark} {text.in_language(language)}"
