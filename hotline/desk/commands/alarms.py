"""TAKE, CLOSE, PASS, CALL and words, of a check-in without an answer. All of it may also be done by
the keys of the call that rings for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hotline.desk import alarm_words, checkins
from hotline.desk.care import COMPANY, FINE
from hotline.desk.checkin_cover import reach
from hotline.desk.commands.order import Order, Told
from hotline.desk.commands.taking import offered_to, which
from hotline.desk.doors import number_for_peers
from hotline.desk.owning import OUTCOMES, acts
from hotline.desk.ringing import REST
from hotline.desk.threads import mark_of
from hotline.desk.tools import Desk
from hotline.domain.blocks import SIZES
from hotline.domain.checkin.events import ClosedBy, OwnerGone
from hotline.domain.checkin.record import CheckIn, alarm_name
from hotline.domain.checkin.times import last_rung
from hotline.domain.contact import Contact
from hotline.domain.errands import AlarmByCall, Due, SendText
from hotline.flow.cries import cry
from hotline.flow.peer_words import Said, addressed
from hotline.flow.words import normalise

GOOD_FOR = 600.0  # seconds in which such a text may be delivered, or such a call be placed
DETAILS, RESTS = "details", "rests"  # what a digit means; nobody types these
_OPEN = frozenset({"alarm", "owned"})


def take(desk: Desk, order: Order) -> Told | None:
    """An alarm comes before whatever else may be taken; of several they say which. None where there
    is none that could reach them."""
    if order.said.rest:
        return None
    handle = order.said.handle
    wanted = [c for c in _running(desk) if (c.handle == handle if handle else c.state == "alarm")]
    mine = [check_in for check_in in wanted if _reaches(desk, check_in, order.person.id)]
    if len(mine) > 1:
        return which(order, "take", [check_in.handle for check_in in mine])
    return _taken(desk, order, mine[0]) if mine else None


def take_mine(desk: Desk, order: Order) -> Told | None:
    """A bare TAKE where nothing is offered: what they have, once more."""
    mine = [] if order.said.handle or order.said.rest else _mine(desk, order)
    return _taken(desk, order, mine[0]) if len(mine) == 1 else None


def details(desk: Desk, order: Order) -> Told:
    """After TAKE, a 1: by voice to who takes calls; to who takes texts only, by a text."""
    check_in = _owned(desk, order)
    if check_in is None:
        return _not_theirs(order)
    acts(desk, check_in.id, order.person.id)
    if order.person.agreed("calls"):
        return _rings(desk, order, check_in)
    body = alarm_words.plan(desk, check_in, order.person)
    line, to = number_for_peers(desk, check_in.line), order.person.numbers[0]
    _send(desk, f"{order.event.id}-plan", SendText(line, to, body, order.now + GOOD_FOR))
    return Told()


def call(desk: Desk, order: Order) -> Told | None:
    """Their phone rings, and its keys ring the contact: an alarm asks nobody first."""
    check_in = _meant(desk, order)
    if check_in is None:
        return None
    if not order.person.agreed("calls"):
        return Told("to_peer.call.not", _handle(check_in))
    acts(desk, check_in.id, order.person.id)
    return _rings(desk, order, check_in)


def close(desk: Desk, order: Order) -> Told | None:
    """How it ended is asked; then all of it is erased, and only that is counted."""
    if not order.said.handle and (several := _several(desk, order)):
        return which(order, "close", several)
    check_in = _meant(desk, order) or _abandoned(desk, order)
    if check_in is None:
        return _not_theirs(order) if order.said.rest in OUTCOMES else None
    how = OUTCOMES.get(order.said.rest)
    if how is None:
        rows = tuple((key, Said("close", check_in.handle, key)) for key in OUTCOMES)
        return Told("alarm.how", _handle(check_in), rows)
    person, coordinator = order.person.id, "coordinator" in order.person.roles
    event = ClosedBy(person, how, coordinator)
    closed = checkins.happened(desk, check_in.id, event, answered=person)
    if closed and any(told.word != "closed" for told in closed.to_peer(person)):
        return _not_theirs(order)
    rows = ("1", Said(RESTS)), ("2", Said(COMPANY)), ("3", Said(FINE))
    return Told("alarm.closed", choices=rows)


def hand_over(desk: Desk, order: Order) -> Told | None:
    """Others are rung for it at once, unless the contact has answered; no reason is asked. A bare
    PASS may be for what was just offered to them."""
    bare = not order.said.handle
    if bare and offered_to(order):
        return None
    if bare and (several := _several(desk, order)):
        return which(order, "pass", several)
    check_in = _meant(desk, order)
    if check_in is None:
        return None
    gone = OwnerGone(order.person.id)
    moved = checkins.happened(desk, check_in.id, gone, answered=order.person.id)
    is_over = moved is not None and moved.after.state == "closed"
    return Told("alarm.over" if is_over else "alarm.passed", _handle(check_in))


def ban(desk: Desk, order: Order) -> Told | None:
    """From whom their phone is to be kept, as for a thread. The alarm stands: where it is kept from
    its owner only, others are rung for it."""
    check_in = _meant(desk, order)
    if check_in is None:
        return of_an_alarm(desk, order)
    handle, size = _handle(check_in), SIZES.get(order.said.rest)
    if size is None:
        rows = tuple((key, Said("ban", check_in.handle, key, sure=True)) for key in SIZES)
        return Told("to_peer.ban.ask", handle, rows)
    mark = mark_of(desk, check_in.line, check_in.phone)
    if not mark:
        return Told("to_peer.ban.not", handle)
    desk.blocks.add(mark, size, order.person.id)
    if not size.own:
        return Told("alarm.banned", handle)
    gone = OwnerGone(order.person.id)
    checkins.happened(desk, check_in.id, gone, answered=order.person.id)
    return Told("to_peer.banned.me", handle)


def of_an_alarm(desk: Desk, order: Order) -> Told | None:
    """What is done with threads only, or with what is one's own, and the handle is an alarm's."""
    named = next((c for c in _running(desk) if c.handle == order.said.handle), None)
    if named is None or not _reaches(desk, named, order.person.id):
        return None
    return Told("alarm.is" if named.owner == order.person.id else "alarm.not_yours", _handle(named))


def rests(desk: Desk, order: Order) -> Told:
    """It was heavy: others are rung before them."""
    desk.beliefs.rest(order.person.id, order.now + REST)
    return Told("alarm.rest")


def words(desk: Desk, order: Order) -> Told | None:
    """Words of whoever has it, to the contact. Never a guess, and never to a phone that no text of
    ours may go to. None where they are for nobody of these."""
    handle, text = addressed(order.event.body)
    if not handle and order.mine:
        _at_it(desk, order)
        return None
    if not handle:
        return _without_handle(desk, order)
    check_in = _owned(desk, order, handle)
    if check_in is None:
        return of_an_alarm(desk, replace(order, said=Said("", handle)))
    if not text:
        return None
    contact = Contact(check_in.line, check_in.phone)
    if check_in.silent:
        return Told("alarm.unsent.silent", _handle(check_in))
    if not check_in.texted or desk.marks.stopped(contact):
        return Told("alarm.unsent", _handle(check_in))
    acts(desk, check_in.id, order.person.id)
    until = order.now + GOOD_FOR
    wrote = SendText(check_in.line, check_in.phone, text, until, check_in.whatsapp)
    _send(desk, f"{order.event.id}-alarm", wrote)
    return Told("to_peer.sent", _handle(check_in))


def _at_it(desk: Desk, order: Order) -> None:
    """Whoever has it and writes in a thread with the same contact does something about it."""
    for thread, _ in order.here:
        check_in = checkins.of(desk, Contact(thread.line, thread.phone))
        if check_in and check_in.owner == order.person.id:
            acts(desk, check_in.id, order.person.id, takes=False)


def one(desk: Desk, order: Order) -> Told | None:
    """A 1 of whoever is rung takes it, as it does in the call that their text tells of. None where
    it is for what came to them since: a question of ours, or words of somebody else's."""
    seat, now = order.seat, order.now
    if order.event.body.strip() != "1" or seat.holds(now):
        return None
    since = [thread.to_peer_at for thread, _ in order.mine]
    since += [seat.asked_at] if seat.is_asked(now) else []
    rung = (c for c in _running(desk) if c.state == "alarm" and order.person.id in c.alarmed)
    if all(last_rung(check_in) <= max(since, default=0.0) for check_in in rung):
        return None
    return take(desk, replace(order, said=Said("take")))


def means_one(desk: Desk, order: Order) -> bool:
    """Whether this command is for an alarm that concerns them, whatever else they are here: one
    takes what one is rung for, and does the rest with what one has."""
    command, handle, person = order.said.command, order.said.handle, order.person.id
    if command not in {"take", "pass", "close"}:
        return False
    return any(
        handle in {"", check_in.handle}
        and (check_in.owner == person or (command == "take" and person in check_in.alarmed))
        for check_in in _running(desk)
    )


def may_be_for(desk: Desk, order: Order) -> bool:
    """Whether they have an alarm that this may be about, or may take one by it."""
    is_one = order.event.body.strip() == "1"
    rung = (order.person.id in check_in.alarmed for check_in in _running(desk))
    return bool(_mine(desk, order)) or (is_one and any(rung))


def _without_handle(desk: Desk, order: Order) -> Told | None:
    """A cry is always answered, and a digit is for the list."""
    body = order.event.body.strip()
    if not body or body.isdecimal() or cry(desk.edition().lexicon, normalise(body).split()):
        return None
    mine = _mine(desk, order)
    for check_in in mine:
        acts(desk, check_in.id, order.person.id, takes=False)
    return Told("alarm.whose", _handle(mine[0])) if mine else None


def _taken(desk: Desk, order: Order, check_in: CheckIn) -> Told:
    person = order.person
    word = acts(desk, check_in.id, person.id)
    if word != "yours":
        return Told(f"alarm.{word}", _handle(check_in))
    name = "alarm.yours" if person.agreed("calls") else "alarm.yours.only"
    return Told(name, _handle(check_in), (("1", Said(DETAILS, check_in.handle)),))


def _rings(desk: Desk, order: Order, check_in: CheckIn) -> Told:
    """A call with a name of its own: the moment's."""
    person, number = order.person.id, int(order.now)
    errand = AlarmByCall(check_in.id, check_in.round, person, number, order.now + GOOD_FOR)
    due = Due(order.now, alarm_name(check_in, person, number))
    desk.errands.add(due, errand)
    desk.nudges.look(due.id)
    return Told("alarm.rings", _handle(check_in))


def _send(desk: Desk, mark: str, text: SendText) -> None:
    """Once for each text of theirs, however often that is read: the mark says which, and is kept as
    a tag only."""
    due = Due(desk.now(), desk.token())
    if desk.errands.add_once(mark, due, text):
        desk.nudges.look(due.id)


def _running(desk: Desk) -> list[CheckIn]:
    """Those that are an alarm: of others nobody knows."""
    return [check_in for check_in in checkins.running(desk) if check_in.state in _OPEN]


def _mine(desk: Desk, order: Order) -> list[CheckIn]:
    return [check_in for check_in in _running(desk) if check_in.owner == order.person.id]


def _owned(desk: Desk, order: Order, handle: str = "") -> CheckIn | None:
    wanted = handle or order.said.handle
    return next((one for one in _mine(desk, order) if one.handle == wanted), None)


def _meant(desk: Desk, order: Order) -> CheckIn | None:
    """The one of theirs with this handle, or the only thing that they have."""
    if order.said.handle:
        return _owned(desk, order)
    mine = [] if order.mine else _mine(desk, order)
    return mine[0] if len(mine) == 1 else None


def _several(desk: Desk, order: Order) -> list[str]:
    """The handles of all that they have, where an alarm is not the only one."""
    mine = [check_in.handle for check_in in _mine(desk, order)]
    handles = [*mine, *(thread.handle for thread, _ in order.mine)]
    return handles if mine and len(handles) > 1 else []


def _abandoned(desk: Desk, order: Order) -> CheckIn | None:
    """One that nobody has, for a coordinator."""
    if "coordinator" not in order.person.roles or not order.said.handle:
        return None
    nobodys: Sequence[CheckIn] = [c for c in _running(desk) if c.state == "alarm"]
    return next((one for one in nobodys if one.handle == order.said.handle), None)


def _reaches(desk: Desk, check_in: CheckIn, person: str) -> bool:
    """Whether it went to them, or may yet."""
    there = reach(desk, check_in)
    return person in (*check_in.concerned, *there.peers, *there.on, *there.coordinators)


def _not_theirs(order: Order) -> Told:
    return Told("alarm.not_yours", {"handle": f"@{order.said.handle}"})


def _handle(check_in: CheckIn) -> dict[str, str]:
    return {"handle": f"@{check_in.handle}"}
