"""A caller wants to be rung later, to be asked whether all is well."""

from __future__ import annotations

from hotline.desk import checkin_promise, checkins
from hotline.desk.checkin_promise import Wanted
from hotline.desk.tools import Desk
from hotline.domain.checkin.admission import Refused
from hotline.domain.checkin.plan import Plan
from hotline.domain.contact import Contact
from hotline.domain.events import CallStarted
from hotline.domain.phone import Phone
from hotline.errors import StoreAway
from hotline.flow.aloud import spoken
from hotline.flow.calling import instead
from hotline.flow.checkin import by_phone
from hotline.flow.oncall import CallTurn, OnCall
from hotline.flow.stage import Stage


def typed(desk: Desk, call: CallStarted, stage: Stage, on: OnCall, digits: str) -> CallTurn:
    """So many minutes: read back, unless it is known already that it cannot be."""
    turn = by_phone.typed(stage, on, digits)
    if turn is None:
        return instead(stage, on, "check.call.left")
    if turn.on is None or turn.on.at != "check":
        return turn
    try:
        wanted = _wanted(stage, call, turn.on)
        if wanted is None:
            return instead(stage, turn.on, "check.call.hidden")
        refused = checkin_promise.refusal(desk, wanted)
    except StoreAway:
        refused = Refused("not_kept")
    return _refused(stage, turn.on, refused) if refused else turn


def set_up(desk: Desk, call: CallStarted, stage: Stage, on: OnCall) -> CallTurn:
    """It is on once it is on disk. What one phone gets for calls is bounded: a number can be
    forged. Where one is on that will call it stays as it is, and the words are the same."""
    wanted, refused = _wanted(stage, call, on), None
    try:
        if wanted is None:
            return instead(stage, on, "check.call.hidden")
        if not desk.budget.spend(*_phones(wanted), desk.now()):
            return instead(stage, on, "check.call.not")
        refused, there = checkin_promise.refusal(desk, wanted), checkins.of(desk, wanted.contact)
        if there and (there.state != "armed" or not there.called):
            return instead(stage, on, "check.call.not")  # no call would come of it
        if not refused and not there:
            became = checkin_promise.set_up(desk, wanted)
            refused = became if isinstance(became, Refused) else None
    except StoreAway:
        refused = Refused("not_kept")
    if refused:
        return _refused(stage, on, refused)
    language, at = on.session.language, desk.now() + 60.0 * on.minutes
    words = stage.phrase("check.call.set", language, time=stage.clock(at, language))
    return CallTurn(None, spoken(on, words))


def _phones(wanted: Wanted) -> tuple[Phone, Phone]:
    return wanted.contact.line, wanted.contact.phone


def _wanted(stage: Stage, call: CallStarted, on: OnCall) -> Wanted | None:
    """Calls only: whoever calls may have no texts."""
    step = stage.book.check_in
    if call.caller is None or step is None:
        return None
    return Wanted(
        Contact(call.line, call.caller), 60.0 * on.minutes, on.session.language,
        Plan(ways="calls"), step.alarm,
    )  # fmt: skip


def _refused(stage: Stage, on: OnCall, refused: Refused) -> CallTurn:
    if refused.why != "short" or not refused.minutes:
        return instead(stage, on, "check.call.not")
    language = on.session.language
    until = stage.clock(refused.until, language)
    words = stage.phrase("check.call.short", language, time=until, minutes=str(refused.minutes))
    turn = by_phone.ask_minutes(stage, on)
    return CallTurn(turn.on, (*spoken(on, words), *turn.heard), turn.listen, types=True)
