"""A worker asks a contact, and rings one of us for them: each reads the record just before.

What asks goes once, where that can be known; what alarms goes again where it can't.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.desk.alarm_words import alarm
from hotline.desk.checkin_cover import fallback_number
from hotline.desk.checkin_words import ask
from hotline.desk.checkins import Stamped, happened
from hotline.desk.dialling import ring_phone
from hotline.desk.doors import number_for_peers
from hotline.desk.ready import CARRIER_FAILS, CARRIER_WORKS
from hotline.desk.stopping import STOPPED, stop
from hotline.desk.tools import Desk
from hotline.domain.checkin.events import AlarmFailed, AskAccepted, AskFailed
from hotline.domain.checkin.record import (
    CheckIn,
    alarm_name,
    alarm_of,
    alarmed_at,
    ask_name,
    ask_of,
)
from hotline.domain.contact import Contact
from hotline.domain.errands import (
    FIRST_ERASURE,
    GIVE_UP_ERASING,
    AlarmByCall,
    AlarmByText,
    AskByCall,
    AskByText,
    Due,
    EraseCall,
    EraseText,
    copy_of,
)
from hotline.domain.events import TextReported
from hotline.domain.pacing import Dial
from hotline.domain.people import Channel
from hotline.domain.ring.record import TALK_LIFE
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure

TEXT = "-text"  # how the name of a text ends that asks
# Seconds until a text is tried again, by how often it was; and where the carrier did not take it: a
# crowd there passes in a few.
_AGAIN, _CROWDED = (1, 2, 5, 10), (1, 1, 1, 1, 2, 5, 10)
_LOST = {"failed", "undelivered"}


def ask_by_text(desk: Desk, id: str, errand: AskByText) -> str:
    """While nobody has answered this ask, and no later one went out."""
    found = _asking(desk, errand)
    if found is None or not found[0].texted:
        desk.errands.done(id)
        return "nothing"
    check_in = found[0]
    contact, became, sid = Contact(check_in.line, check_in.phone), "stopped", ""
    if not desk.marks.stopped(contact):
        body, whatsapp = ask(desk, check_in, errand.number), check_in.whatsapp
        became, sid = _sent(desk, id, errand, contact, body, whatsapp=whatsapp)
    if became == "sent":
        copy = [_copy(desk, id, sid)]
        event = AskAccepted(errand.round)
        if happened(desk, check_in.id, event, besides=copy, done=[id], seen=found) is None:
            desk.errands.add(*copy[0], contact)
            desk.errands.done(id)
    elif became != "put off":
        desk.errands.done(id)
        happened(desk, check_in.id, AskFailed(errand.round))
    return became


def ask_dial(desk: Desk, id: str, errand: AskByCall) -> Dial | None:
    """Behind whatever is an alarm, before whoever merely waits."""
    found = _asking(desk, errand)
    return Dial(id, "ask", found[0].at) if found and found[0].called else None


def place_ask(desk: Desk, errand: AskByCall) -> str:
    """Ring them; what the carrier may or may not have taken is asked, and not accepted. A key may
    make it a talk, and so it may last as one."""
    found = _asking(desk, errand)
    if found is None or not found[0].called:
        return "nothing"
    check_in = found[0]
    name, to = ask_name(check_in, errand.number), check_in.phone
    became, sid = ring_phone(desk, "ask", name, check_in.line, to, int(TALK_LIFE))
    if became == "rung":
        _erase_later(desk, name, sid, Contact(check_in.line, to))
        happened(desk, check_in.id, AskAccepted(errand.round))
    return became


def alarm_by_text(desk: Desk, id: str, errand: AlarmByText) -> str:
    """While nobody has it."""
    check_in = _alarming(desk, errand)
    person = desk.people.read().with_id(errand.person)
    if check_in is None or person is None or not person.agreed("texts"):
        desk.errands.done(id)
        return "nothing"
    of = Contact(number_for_peers(desk, check_in.line), person.numbers[0])
    became, sid = _sent(desk, id, errand, of, alarm(desk, check_in, person))
    if became == "sent":
        desk.errands.add(*_copy(desk, id, sid), of)
        desk.beats.beat(CARRIER_WORKS, desk.now())
    if became != "put off":
        desk.errands.done(id)
    if became == "refused":
        _not_told(desk, id, "calls")
    return became


def alarm_dial(desk: Desk, id: str, errand: AlarmByCall) -> Dial | None:
    """Before all else; who was silent for longest first."""
    check_in = _alarming(desk, errand)
    return Dial(id, "emergency", check_in.at) if check_in else None


def place_alarm(desk: Desk, errand: AlarmByCall) -> str:
    """Ring one of us, or a fallback number; again where nobody knows whether it rang. It may last
    as a talk: a key brings them together with the contact."""
    check_in = _alarming(desk, errand)
    person = desk.people.read().with_id(errand.person)
    to = fallback_number(desk, errand.person)
    if person and person.agreed("calls"):
        to = person.numbers[0]
    if check_in is None or to is None:
        return "nothing"
    name, line = (
        alarm_name(check_in, errand.person, errand.number),
        number_for_peers(desk, check_in.line),
    )
    became, sid = ring_phone(desk, "alarm", name, line, to, int(TALK_LIFE))
    if became == "rung":
        _erase_later(desk, name, sid, Contact(line, to))
    if became == "refused":
        _not_told(desk, name, "texts")
    return "put off" if became == "unsure" else became


def check_in_reported(desk: Desk, event: TextReported) -> None:
    """The carrier tells that a text which asks, or one of us reads, did not come through. Raises
    StoreAway."""
    if event.status not in _LOST:
        return
    if named := ask_of(event.token.removesuffix(TEXT)):
        happened(desk, named[0], AskFailed(named[1]))
    _not_told(desk, event.token, "calls")


def _not_told(desk: Desk, name: str, other: Channel) -> None:
    """What goes by this name to one of us did not come through. Who agreed to the `other` channel
    is told by that, in every round."""
    named = alarm_of(name.removesuffix(TEXT))
    if named is None:
        return
    id, round, place = named

    def failed(check_in: CheckIn) -> AlarmFailed | None:
        whom = alarmed_at(check_in, round, place)
        person = desk.people.read().with_id(whom)
        return AlarmFailed(whom) if whom and not (person and person.agreed(other)) else None

    happened(desk, id, failed)


def _asking(desk: Desk, errand: AskByText | AskByCall) -> Stamped | None:
    """The check-in, if this is what it waits for just now."""
    found = desk.check_ins.read(errand.check_in)
    if found is None or found[0].round != errand.round:
        return None
    if errand.number == 0:
        return found if found[0].state == "armed" else None
    asked = found[0].state == "asking" and found[0].asks == errand.number
    return found if asked else None


def _alarming(desk: Desk, errand: AlarmByText | AlarmByCall) -> CheckIn | None:
    """The check-in, if nobody has it yet, or they do: then they are reminded, or asked for it."""
    found = desk.check_ins.read(errand.check_in)
    if found is None or found[0].round != errand.round:
        return None
    check_in = found[0]
    theirs = check_in.state == "owned" and check_in.owner == errand.person
    wanted = check_in.state == "alarm" or (theirs and isinstance(errand, AlarmByCall))
    return check_in if wanted and errand.person in check_in.alarmed else None


def _sent(
    desk: Desk,
    id: str,
    errand: AskByText | AlarmByText,
    to: Contact,
    body: str,
    *,
    whatsapp: bool = False,
) -> tuple[str, str]:
    """What became of it, and the carrier's id: `put off` where the carrier could not take it, or
    say whether it did."""
    try:
        sid = desk.carrier().send_text(
            line=to.line, to=to.phone, body=body, receipt=id,
            valid=int(errand.until - desk.now()), whatsapp=whatsapp,
        )  # fmt: skip
    except CarrierRefused as refused:
        if refused.code == STOPPED:
            stop(desk, to, "carrier", desk.now())
        return "refused", ""
    except (CarrierBusy, CarrierUnsure) as failure:
        desk.beats.beat(CARRIER_FAILS, desk.now())
        waits = _CROWDED if isinstance(failure, CarrierBusy) else _AGAIN
        wait = waits[min(errand.tries, len(waits) - 1)]
        desk.errands.put_off(Due(desk.now() + wait, id), replace(errand, tries=errand.tries + 1))
        return "put off", ""
    return "sent", sid


def _copy(desk: Desk, id: str, sid: str) -> tuple[Due, EraseText]:
    """What deletes the carrier's copy of a text of this name."""
    now = desk.now()
    return Due(now + FIRST_ERASURE, copy_of(id)), EraseText(sid, now + GIVE_UP_ERASING)


def _erase_later(desk: Desk, name: str, sid: str, of: Contact) -> None:
    erase = EraseCall(sid, desk.now() + GIVE_UP_ERASING)
    desk.errands.add(Due(desk.now() + FIRST_ERASURE, copy_of(name)), erase, of)
