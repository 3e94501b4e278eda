"""ON, OFF, BREAK, WHO, NEXT, HUSH and ME: what one of us says about themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hotline.desk import checkins, duty
from hotline.desk.commands.order import Found, Order, Told
from hotline.desk.doors import contact_until, seats_of
from hotline.desk.leaving import goes_off
from hotline.desk.telling import Writer, writer
from hotline.desk.threads import moved
from hotline.desk.tools import Desk
from hotline.domain.thread.events import Event, PeerClosed, PeerStays
from hotline.domain.thread.record import Thread
from hotline.domain.times import DAY, Spell
from hotline.flow.peer_words import Said

CONTACT = 4 * 3600.0  # seconds for which somebody is a contact, unless they say ME again
_USUAL = 30  # minutes of a break that names none
_MOST = 240
_STAY = "stay"  # what is said of threads, where there are any: they stay theirs,
_LEAVING = (("1", _STAY), ("2", "handed"), ("3", "closed"))  # are handed over, or closed
_LEAVES: Mapping[str, Callable[[Desk, Order, Thread], Event]] = {
    _STAY: lambda desk, order, thread: PeerStays(order.person.id),
    "handed": lambda desk, order, thread: goes_off(desk, thread, order.person.id, order.now),
    "closed": lambda desk, order, thread: PeerClosed(order.person.id),
}
_COVER = "cover"  # in the place of minutes: somebody else is to be asked first


def on(desk: Desk, order: Order) -> Told:
    """On again, whatever was; outside of any shift one begins. Who learns is on for nobody."""
    if duty.learns(desk, order.person):
        return Told("to_peer.on.learns")
    until = duty.on(desk, order.person, order.now)
    name = "to_peer.on" if duty.is_on(desk, order.person, order.now) else "to_peer.on.pin"
    return Told(name, {"time": _clock(desk, order, until)})


def off(desk: Desk, order: Order) -> Told:
    """Off for the rest of this shift; who has threads is asked what becomes of them, as at its end,
    else the last one is asked back."""
    if not order.said.sure and (asked := _check_ins_run(desk, order, "off", Said("off"))):
        return asked
    mine = [found for found in order.mine if found[0].owner == order.person.id]
    leaves = _LEAVES.get(order.said.rest)
    if mine and leaves:
        return _off_with_threads(desk, order, mine, leaves)
    if mine:
        handles = " ".join(f"@{thread.handle}" for thread, _ in mine)
        rows = tuple((key, Said("off", rest=rest)) for key, rest in _LEAVING)
        return Told("to_peer.off.open", {"handles": handles}, choices=rows)
    left = duty.off(desk, order.person, order.now, sure=order.said.sure)
    if left is None:
        return _with_alarms(desk, order, Told("to_peer.off.already"))
    if not left.done:
        stay = ("1", Said("off", sure=True)), ("2", Said("on"))
        return Told("to_peer.off.last", choices=stay)
    fillers = {"time": _clock(desk, order, left.until), "count": str(left.others)}
    return _with_alarms(desk, order, Told("to_peer.off", fillers))


def pause(desk: Desk, order: Order) -> Told:
    """Neither rung nor texted for a while; the last one on is asked back."""
    if order.said.rest == _COVER:
        return Told("to_peer.break.cover")
    minutes = _minutes(order.said.rest)
    if not 0 < minutes <= _MOST:
        return Told("to_peer.how.break")
    again = Said("break", rest=str(minutes))
    if not order.said.sure and (asked := _check_ins_run(desk, order, "break", again)):
        return asked
    left = duty.pause(desk, order.person, minutes, order.now, sure=order.said.sure)
    time = _clock(desk, order, left.until)
    if not left.done:
        away, first = Said("break", rest=str(minutes), sure=True), Said("break", rest=_COVER)
        return Told("to_peer.break.last", {"time": time}, choices=(("1", away), ("2", first)))
    told = Told("to_peer.break", {"time": time, "count": str(left.others)})
    return _with_alarms(desk, order, told)


def who(desk: Desk, order: Order) -> Told:
    """How many, and until when; names only by voice, after the PIN."""
    count = duty.who(desk, order.now)
    if not count.on:
        return Told("to_peer.who.nobody")
    return Told("to_peer.who", {"count": str(count.on), "time": _clock(desk, order, count.until)})


def next_shifts(desk: Desk, order: Order) -> Told:
    """Their own, as they are written for COVER."""
    spells = duty.next_shifts(desk, order.person, order.now)
    if not spells:
        return Told("to_peer.next.none")
    to = _writer(desk, order)
    return Told("to_peer.next", {"shifts": ", ".join(_shift(to, order, s) for s in spells)})


def hush(desk: Desk, order: Order) -> Told:
    """Calls come as a text first; the same word goes back."""
    hushed = duty.hush(desk, order.person, order.now)
    return Told("to_peer.hush" if hushed else "to_peer.hush.over")


def me(desk: Desk, order: Order) -> Told:
    """They need the line themselves; the same word goes back. Words that still wait for somebody
    wait no longer: with them all of this seat would be forgotten within minutes."""
    seat = order.seat.released()
    if contact_until(desk, order.person.id, order.now) > order.now:
        for name in seats_of(desk, order.person.id):
            there, stamp = desk.seats.read(name, order.now)
            if name != seat.person and there.contact_until:
                desk.seats.write(replace(there, contact_until=0.0), stamp, order.now)
        return Told("to_peer.me.back", seat=replace(seat, contact_until=0.0))
    return Told("to_peer.me", seat=replace(seat, contact_until=order.now + CONTACT))


def _off_with_threads(
    desk: Desk, order: Order, mine: Sequence[Found], leaves: Callable[[Desk, Order, Thread], Event]
) -> Told:
    """What becomes of them is told thread by thread; who stays on is not off."""
    moves = tuple(moved(found, leaves(desk, order, found[0]), order.now) for found in mine)
    left = None
    if order.said.rest != _STAY:
        left = duty.off(desk, order.person, order.now)
    if left is None:
        return Told(moves=moves)
    fillers = {"time": _clock(desk, order, left.until), "count": str(left.others)}
    fillers["handles"] = " ".join(f"@{move.after.handle}" for move in moves)
    person = order.person.id
    others = all(m.after.state != "closed" and person not in m.after.peers for m in moves)
    name = "to_peer.off" if others else f"to_peer.off.{order.said.rest}"
    return _with_alarms(desk, order, Told(name, fillers, moves=moves))


def _with_alarms(desk: Desk, order: Order, told: Told) -> Told:
    """Whoever is off may still have somebody who has not answered: that is said, and how it is
    given on."""
    mine = checkins.looked_for_by(desk, order.person.id)
    if not mine:
        return told
    alarms = " ".join(f"@{check_in.handle}" for check_in in mine)
    return replace(told, last="alarm.stays", fillers={**told.fillers, "alarms": alarms})


def _check_ins_run(desk: Desk, order: Order, word: str, again: Said) -> Told | None:
    """They are asked back where nobody else would come for somebody who does not answer."""
    bare = duty.would_leave_bare(desk, order.person, order.now)
    if bare is None:
        return None
    clock = _short_clock(desk, order, bare.until)
    stay = ("1", Said("on")), ("2", replace(again, sure=True))
    return Told(f"to_peer.{word}.check", {"count": str(bare.count), "clock": clock}, choices=stay)


def _minutes(rest: str) -> int:
    said = re.match(r"\d+", rest)
    return int(said[0]) if said else _USUAL


def _writer(desk: Desk, order: Order) -> Writer:
    return writer(desk, order.person, desk.rota.read())


def _clock(desk: Desk, order: Order, at: float) -> str:
    """`2 am`, in their language."""
    return _writer(desk, order).clock(at)


def _short_clock(desk: Desk, order: Order, at: float) -> str:
    """`2:00am`."""
    return _writer(desk, order).short_clock(at)


def _shift(to: Writer, order: Order, spell: Spell) -> str:
    """`Sat 20:00-02:00`, with the day of the month where that is more than six days away."""
    begin, end = (datetime.fromtimestamp(at, ZoneInfo(to.zone)) for at in spell)
    date = f" {begin.day}" if spell.begin - order.now > 6 * DAY else ""
    return f"{to.weekday(spell.begin)}{date} {begin:%H:%M}-{end:%H:%M}"
