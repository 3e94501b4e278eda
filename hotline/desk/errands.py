"""A worker looks at one errand, twice, late or never: the record tells what is left to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hotline.desk import callbacks, checkins, staying
from hotline.desk.checkin_errands import alarm_by_text, ask_by_text
from hotline.desk.dialling import AT_ONE_REQUEST
from hotline.desk.erasing import erase
from hotline.desk.legs import end_leg, end_room, watch_ring
from hotline.desk.offering import ring_taker
from hotline.desk.placing import place_next
from hotline.desk.ready import CARRIER_FAILS, CARRIER_WORKS
from hotline.desk.relaying import relay, watch
from hotline.desk.reminding import remind
from hotline.desk.stopping import STOPPED, stop
from hotline.desk.sweep import sweep_page
from hotline.desk.tools import Desk
from hotline.desk.upkeep import look_over
from hotline.domain.checkin.record import check_in_of, is_alarm, is_ask, is_due
from hotline.domain.contact import Contact
from hotline.domain.errands import (
    FIRST_ERASURE,
    GIVE_UP_ERASING,
    AlarmByCall,
    AlarmByText,
    AskByCall,
    AskByText,
    CallContact,
    CallPeer,
    Due,
    EndLeg,
    EndRoom,
    EraseCall,
    EraseText,
    RelayText,
    Remind,
    Reword,
    RingLeg,
    SendText,
    Stay,
    Sweep,
    TakeCall,
    TellByCall,
    Upkeep,
    WatchCallback,
    WatchRing,
    WatchThread,
    copy_of,
)
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure

AT_IT = 35  # seconds an errand is one worker's alone; its job is ended after 30
_AT_SEVERAL = 5.0  # seconds after which a worker begins no other of several,
_AT_ALARMS = 15.0  # or no alarm: one request may take 14, and the job is ended after 30
_SEND_AGAIN = (5, 15, 30, 60)  # seconds until a text is tried again, by how often it was


def do(desk: Desk, id: str) -> str:
    """Do an errand, or put it off; in one word what became of it."""
    if is_due(id):
        return checkins.look(desk, check_in_of(id))
    alone = AT_ONE_REQUEST if is_ask(id) or is_alarm(id) else AT_IT
    errand = desk.errands.take(id, desk.now(), alone)
    if isinstance(errand, str):
        return errand
    if errand.until < desk.now() or isinstance(errand, Reword):
        desk.errands.done(id)
        return "expired"
    return _DOINGS[type(errand)](desk, id, errand)


def do_all(desk: Desk, ids: Sequence[str]) -> str:
    """Look at several that are due, and do what comes of them: alarms first. What a crash leaves
    is due all the same; one that fails takes no other with it, and where the carrier is slow others
    go on with the rest, so that an alarm that comes meanwhile finds a worker."""
    left, begun, began = list(ids), _Begun(), desk.now()
    here, until = replace(desk, nudges=begun), began + _AT_SEVERAL
    try:
        while left and desk.now() < until:
            do(here, left.pop(0))
        begun.left.sort(key=is_alarm, reverse=True)
        while begun.left and desk.now() < (
            began + _AT_ALARMS if is_alarm(begun.left[0]) else until
        ):
            do(desk, begun.left.pop(0))
    finally:
        for id in (*left, *begun.left):
            desk.nudges.look(id)
    return f"some {len(ids)}"


class _Begun:
    """Nudges that are not sent, since whoever gives them goes on with them."""

    def __init__(self) -> None:
        self.left: list[str] = []

    def look(self, id: str, *more: str) -> None:
        self.left += (id, *more)


def _send(desk: Desk, id: str, errand: SendText) -> str:
    """Where the carrier cannot say whether it took the text it goes again: these are steps for
    somebody who may not be breathing, and twice is better than never. Who said STOP meanwhile
    gets nothing, whoever wrote the errand and when."""
    contact = Contact(errand.line, errand.to)
    if desk.marks.stopped(contact):
        desk.errands.done(id)
        return "stopped"
    try:
        sid = desk.carrier().send_text(
            line=errand.line,
            to=errand.to,
            body=errand.body,
            receipt=desk.token(),
            valid=int(errand.until - desk.now()),
            whatsapp=errand.whatsapp,
        )
    except CarrierRefused as refused:
        desk.errands.done(id)
        if refused.code == STOPPED:
            stop(desk, contact, "carrier", desk.now())
        return "refused"
    except (CarrierBusy, CarrierUnsure):
        _told(desk, CARRIER_FAILS)
        wait = _SEND_AGAIN[min(errand.tries, len(_SEND_AGAIN) - 1)]
        desk.errands.put_off(Due(desk.now() + wait, id), replace(errand, tries=errand.tries + 1))
        return "put off"
    desk.errands.done(id)
    copy = EraseText(sid, desk.now() + GIVE_UP_ERASING)
    desk.errands.add(Due(desk.now() + FIRST_ERASURE, copy_of(desk.token())), copy, contact)
    _told(desk, CARRIER_WORKS)
    return "sent"


def _told(desk: Desk, how: str) -> None:
    """Leave a sign of how the carrier does, for `/ready`."""
    desk.beats.beat(how, desk.now())


_DOINGS: Mapping[type, Callable[[Desk, str, Any], str]] = {
    SendText: _send,
    EraseText: erase,
    RingLeg: place_next,
    CallPeer: place_next,
    CallContact: place_next,
    WatchCallback: callbacks.look,
    EndLeg: end_leg,
    EndRoom: end_room,
    WatchRing: watch_ring,
    EraseCall: erase,
    Sweep: sweep_page,
    Upkeep: look_over,
    TakeCall: ring_taker,
    Remind: remind,
    RelayText: relay,
    WatchThread: watch,
    AskByText: ask_by_text,
    AskByCall: place_next,
    TellByCall: place_next,
    AlarmByText: alarm_by_text,
    AlarmByCall: place_next,
    Stay: staying.look,
}
