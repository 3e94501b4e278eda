"""What is promised to somebody who wants a check-in: one, another time for it, later; or why not.

It is "set" once it is on disk, and only where somebody would be there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hotline.desk import shared
from hotline.desk.checkin_cover import covered_until, opens, reaches_nobody
from hotline.desk.checkins import Move, happened
from hotline.desk.ready import is_beating
from hotline.desk.rotations import kept_rotation, known_rotation
from hotline.desk.threads import fresh_handle
from hotline.desk.tools import Desk
from hotline.domain.checkin import events
from hotline.domain.checkin.admission import Refused, admitted
from hotline.domain.checkin.plan import Plan, in_bounds
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.times import COVER
from hotline.domain.contact import Contact
from hotline.errors import StoreAway

_NO_WISHES = Plan()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a contact asks for: to be asked in `seconds`, with this plan."""

    contact: Contact
    seconds: float
    language: str
    plan: Plan = _NO_WISHES
    rotation: str = ""
    repeat: bool = False
    whatsapp: bool = False
    text: str = ""  # the carrier's id of the text that asked for it


def set_up(desk: Desk, wanted: Wanted) -> CheckIn | Refused:
    """A new one, on disk; or why not. Whoever has one already changes it: `set_anew`. Raises
    StoreAway where the store does not even say whether there is one."""
    if refused := refusal(desk, wanted):
        return refused
    at = desk.now() + wanted.seconds
    check_in = CheckIn(
        desk.token(), fresh_handle(desk), wanted.contact.line, wanted.contact.phone,
        wanted.language, known_rotation(desk, wanted.rotation), wanted.plan, wanted.seconds, at,
        desk.now(), wanted.repeat, wanted.whatsapp, seen=(wanted.text,) if wanted.text else (),
    )  # fmt: skip
    try:
        written = desk.check_ins.write(check_in, b"", (), desk.now(), durable=True)
    except StoreAway:
        written = False
    if written:
        return check_in
    _take_back(desk, check_in)
    return Refused("not_kept")


def refusal(desk: Desk, wanted: Wanted) -> Refused | None:
    """Why this cannot be promised now; None where it can. Raises StoreAway."""
    if not in_bounds(wanted.seconds):
        return Refused("length")
    if desk.standing().state != "open":
        return Refused("off")
    if shared.holds(desk, wanted.contact.phone):
        return Refused("shared")
    if not desk.fallback and reaches_nobody(desk, wanted.contact):
        return Refused("nobody")
    if not (is_beating(desk, "clock") and is_beating(desk, "worker")):  # these are who would ask
        return Refused("not_kept")
    return _not_then(desk, wanted.contact, wanted.rotation, wanted.seconds)


def set_anew(
    desk: Desk, check_in: CheckIn, text: str, seconds: float, *, repeat: bool = False
) -> Move | Refused | None:
    """A second CHECK 30; `text` is the carrier's id of it. Refused, the first one stands. None: it
    is over. Raises StoreAway."""
    if not in_bounds(seconds):
        return Refused("length")
    refused = _not_then(desk, *_where(check_in), seconds) if check_in.state != "owned" else None
    return refused or happened(
        desk, check_in.id, events.SetAnew(text, seconds, repeat), answered=""
    )


def more(
    desk: Desk, check_in: CheckIn, text: str, seconds: float = 0.0, words: str = ""
) -> Move | Refused | None:
    """MORE, or MORE 15. Where nobody would be there so late, it is refused; who was being asked has
    answered all the same: `happened` with `SaidOk` is for that. Raises StoreAway."""
    wait = seconds or check_in.length
    from_now = wait if check_in.asked else check_in.at + wait - desk.now()
    if not in_bounds(from_now) and not check_in.asked:
        return Refused("length")
    refused = _not_then(desk, *_where(check_in), from_now) if check_in.state != "owned" else None
    return refused or happened(
        desk, check_in.id, events.SaidMore(text, seconds, words), answered=""
    )


def _where(check_in: CheckIn) -> tuple[Contact, str]:
    return Contact(check_in.line, check_in.phone), check_in.rotation


def _not_then(desk: Desk, contact: Contact, rotation: str, seconds: float) -> Refused | None:
    now, name = desk.now(), kept_rotation(desk, rotation)
    until = covered_until(desk, name, now)
    if until <= now:
        return Refused("nobody", opens=opens(desk, name, now))
    if until < now + seconds + COVER:
        minutes = int((until - COVER - now) // 60)
        return Refused("short", max(0, minutes), until)
    at = now + seconds
    free = admitted(at, desk.check_ins.due_between)
    if free != at:
        return Refused("full", int((free - now) // 60) if free else 0)
    return None


def _take_back(desk: Desk, check_in: CheckIn) -> None:
    """It may have been written, and not be on disk: then nothing is on, and that is said."""
    found = desk.check_ins.read(check_in.id)
    if found:
        closed = replace(found[0], state="closed")
        desk.check_ins.write(closed, found[1], (), desk.now(), durable=False)
