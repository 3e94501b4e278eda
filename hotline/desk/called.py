"""One of us picks up a call of ours, is asked one thing, and presses a key, or none."""

from __future__ import annotations

from hotline.desk.peer_calls import Happened, errand_of, happened
from hotline.desk.roster import consent_given, consent_withdrawn
from hotline.desk.tools import Desk
from hotline.domain.events import PeerCallTurned
from hotline.domain.peer_call import TELLS, Ended, Event, PickedUp, Pressed
from hotline.domain.replies import CallReply, HangUp, Listen, Say
from hotline.errors import StoreAway, Unfit

KEY_WAIT = 4  # seconds to press a key


def picked_up(desk: Desk, turned: PeerCallTurned) -> tuple[CallReply, ...]:
    """Somebody, or a machine, answered."""
    return _answered(desk, turned, PickedUp(turned.id), 1)


def pressed(desk: Desk, turned: PeerCallTurned, n: int) -> tuple[CallReply, ...]:
    """A key, or none, after the `n`th time they were asked."""
    return _answered(desk, turned, Pressed(turned.id, turned.key, n), n + 1)


def reported(desk: Desk, turned: PeerCallTurned) -> None:
    """The carrier tells how far it came. Raises StoreAway."""
    if turned.ended:
        desk.dials.over(errand_of(turned.call))
        happened(desk, turned.call, Ended(turned.id, turned.ended))


def _answered(desk: Desk, turned: PeerCallTurned, event: Event, n: int) -> tuple[CallReply, ...]:
    try:
        found = happened(desk, turned.call, event)
        if found is None or found.reply in {None, "goodbye"}:
            return (HangUp(),)
        _written_down(desk, found)
        return _said(desk, found, n)
    except Unfit:  # they were taken off the roster meanwhile
        return (HangUp(),)
    except StoreAway:
        return _lost(desk, event)


def _written_down(desk: Desk, found: Happened) -> None:
    """What they said, before it is confirmed; said twice, it is written twice, and is one."""
    if found.after.kind != "consent":
        return
    if found.reply == "yes":
        consent_given(desk, found.after.person, "calls", desk.now())
    if found.reply == "no":
        consent_withdrawn(desk, found.after.person, "calls", desk.now())


def _said(desk: Desk, found: Happened, n: int) -> tuple[CallReply, ...]:
    language = _language(desk, found.after.person)
    if found.after.kind in TELLS:
        return Say(_phrase(desk, f"peer.{found.after.kind}", language), language), HangUp()
    name = f"peer.{found.after.kind}.{(found.reply or '').replace(' ', '.')}"
    words = Say(_phrase(desk, name, language), language)
    if found.reply in {"ask", "ask again"}:
        return (Listen((words,), KEY_WAIT, f"peer/key/{found.after.id}/{n}"),)
    return words, HangUp()


def _phrase(desk: Desk, name: str, language: str) -> str:
    return desk.edition().book.phrases[name].in_language(language)


def _language(desk: Desk, id: str) -> str:
    person = desk.people.read().with_id(id)
    return person.languages[0] if person else desk.edition().book.languages[0]


def _lost(desk: Desk, event: Event) -> tuple[CallReply, ...]:
    """Who pressed a key must not believe that it counts."""
    if not isinstance(event, Pressed) or not event.key:
        return (HangUp(),)
    said = desk.edition().book.phrases["peer.consent.lost"].said
    return *(Say(words, language) for language, words in said.items()), HangUp()
