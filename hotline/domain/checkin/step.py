"""One step of a check-in: what happened makes a new record, and what anybody is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from hotline.domain.checkin import contact, due, events, peer
from hotline.domain.checkin.moves import Moved
from hotline.domain.checkin.record import REMEMBERED, CheckIn
from hotline.domain.checkin.told import Telling

# Of these nothing counts once the phone that says it is in other hands.
_OF_THE_PHONE = (
    events.SaidOk,
    events.SaidMore,
    events.SaidDone,
    events.Wrote,
    events.KeyPressed,
    events.Talked,
    events.PlanChanged,
    events.SetAnew,
    events.SaidTrouble,
    events.SaidStop,
    events.SaidStart,
)
# What must not be lost with the store's last second.
_DURABLE = (
    events.SaidOk,
    events.SaidMore,
    events.SaidDone,
    events.KeyPressed,
    events.SaidTrouble,
    events.PlanChanged,
    events.SetAnew,
    events.SaidStop,
    events.Erased,
    events.Taken,
    events.ClosedBy,
)

_MOVES: Mapping[type, Callable[[CheckIn, Any, float], Moved]] = {
    events.SaidOk: contact.said_ok,
    events.SaidMore: contact.said_more,
    events.SaidDone: contact.said_done,
    events.Wrote: contact.wrote,
    events.SaidTrouble: contact.said_trouble,
    events.KeyPressed: contact.key_pressed,
    events.Talked: contact.talked,
    events.PlanChanged: contact.plan_changed,
    events.SetAnew: contact.set_anew,
    events.SaidStop: contact.said_stop,
    events.SaidStart: contact.said_start,
    events.LanguageChosen: contact.language_chosen,
    events.Erased: contact.erased,
    events.AskAccepted: contact.ask_accepted,
    events.AskFailed: contact.ask_failed,
    events.AlarmFailed: peer.missed,
    events.Taken: peer.taken,
    events.OwnerActed: peer.acted,
    events.OwnerGone: peer.gone,
    events.ClosedBy: peer.closed_by,
    events.TimePassed: due.passed,
    events.CoverChecked: due.cover_checked,
}


class Stepped(NamedTuple):
    """What became of it. One that is `closed` is erased."""

    check_in: CheckIn
    told: tuple[Telling, ...]


def step(check_in: CheckIn, event: events.Event, now: float) -> Stepped:
    """Any event, in any state; what comes twice, or once it is over, changes nothing."""
    id = getattr(event, "id", "")
    if check_in.state == "closed" or (id and id in check_in.seen):
        return Stepped(check_in, ())
    if check_in.silent and isinstance(event, _OF_THE_PHONE):
        return Stepped(check_in, ())
    moved, said = _MOVES[type(event)](check_in, event, now)
    if id and moved != check_in:
        moved = replace(moved, seen=(*moved.seen, id)[-REMEMBERED:])
    return Stepped(moved, tuple(said))


def is_durable(before: CheckIn, event: events.Event, after: CheckIn) -> bool:
    """Whether this must be on disk before anybody is told."""
    ends = after.state != before.state and after.state in {"alarm", "owned", "closed"}
    return ends or isinstance(event, _DURABLE)
