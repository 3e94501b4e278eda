"""<Dial> with numbers: ring phones for a leg, whisper to who picks up, bridge, and go on."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from hotline.rehearsal import numbers
from hotline.rehearsal import world as worlds
from hotline.rehearsal.calls import ending, fetching
from hotline.rehearsal.calls.leg import FROM_DIAL, Bridged, Dialling, Leg
from hotline.rehearsal.calls.planning import alert, hear, moved_on, plan, plan_surely, put
from hotline.rehearsal.calls.verbs import Dial, Number
from hotline.rehearsal.happenings import Params
from hotline.rehearsal.world import World

PATIENCE = 5.0
NOT_OURS, NOT_A_NUMBER, TOO_MANY = 13214, 13223, 10004


def begun(world: World, leg: Leg, dial: Dial, now: float) -> World:
    world, leg = moved_on(world, leg, now, doing=Dialling(dial, ()))
    if not _may_show(world, leg, dial.caller_id):
        world = alert(world, leg, NOT_OURS, "callerId is neither ours nor verified", now)
        return over(world, leg, now)
    made: list[str] = []
    for nth, number in enumerate(dial.numbers):
        world, child = _child(world, leg, dial, number, nth, now)
        made += [child] if child else []
    if not made:
        return over(world, leg, now)
    world = put(world, leg := replace(leg, doing=Dialling(dial, tuple(made))))
    world = hear(world, leg, now, "ringing")
    return plan(world, leg, now + dial.timeout + PATIENCE, "dial gives up")


def _may_show(world: World, leg: Leg, number: str) -> bool:
    known = {line.number for line in world.lines} | world.calls.verified
    return not number or number in known | {leg.caller, leg.called}


def _child(
    world: World, leg: Leg, dial: Dial, number: Number, nth: int, now: float
) -> tuple[World, str]:
    if not numbers.valid(number.number):
        return alert(world, leg, NOT_A_NUMBER, "<Number> is not a number", now), ""
    if 0 < world.faults.calls_at_once <= world.calls.busy:
        return alert(world, leg, TOO_MANY, "too many calls at once", now), ""
    base = leg.script.url if leg.script else ""
    child = Leg(
        sid=worlds.drawn(f"{leg.sid}{leg.turn}", "CA", nth),
        serial=0,
        direction=FROM_DIAL,
        phone=number.number,
        caller=dial.caller_id or leg.caller,  # without callerId the contact's own number shows
        called=number.number,
        status="queued",
        created=now,
        updated=now,
        parent=leg.sid,
        url=urljoin(base, number.whisper) if number.whisper else "",
        callback=urljoin(base, number.callback) if number.callback else "",
        events=number.events,
        timeout=float(dial.timeout),
    )
    return plan(put(world, child), child, now, "place"), child.sid


def taken(world: World, child: Leg, now: float) -> World:
    """The first to pick up; the others stop ringing before anybody has pressed a key."""
    parent = world.calls.leg(child.parent)
    doing = parent.doing if parent else None
    if parent is None or not isinstance(doing, Dialling) or doing.winner:
        return ending.ended(world, child, "completed", now)
    world, parent = moved_on(world, parent, now, doing=replace(doing, winner=child.sid))
    for other in _legs(world, doing):
        if other.sid != child.sid:
            world = ending.stopped(world, other, now)
    if child.url:
        return fetching.ask(world, child, child.url, now, kind="whisper")
    return bridged(world, child, now)


def bridged(world: World, child: Leg, now: float) -> World:
    """The whisper is over and nobody has hung up."""
    parent = world.calls.leg(child.parent)
    doing = parent.doing if parent else None
    if parent is None or not isinstance(doing, Dialling) or doing.winner != child.sid:
        return ending.ended(world, child, "completed", now)
    if parent.answered is None:
        world, parent = ending.answered(world, parent, now)
    world = put(world, replace(parent, doing=replace(doing, bridged=now)))
    world, child = moved_on(world, child, now, doing=Bridged(), script=None)
    for leg in (parent, child):
        world = hear(world, leg, now, "together")
    return plan(world, parent, now + doing.dial.limit, "talk limit")


def child_ended(world: World, parent: Leg, now: float, sid: str) -> World:
    doing = parent.doing
    if not isinstance(doing, Dialling) or sid not in doing.children:
        return world
    if doing.winner == sid:
        return over(world, parent, now)
    alive = [leg for leg in _legs(world, doing) if not leg.final]
    return world if doing.winner or alive else over(world, parent, now)


def over(world: World, leg: Leg, now: float) -> World:
    """The Dial is done: its action, or the next verb."""
    doing = leg.doing
    if not isinstance(doing, Dialling):
        return world
    form = _form(world, doing)
    script, action = leg.script, doing.dial.action
    world, leg = moved_on(world, leg, now, doing=None)
    if doing.bridged is not None:
        world = hear(world, leg, now, "apart")
    if action is not None:
        return fetching.ask(world, leg, urljoin(script.url if script else "", action), now, form)
    return plan(world, leg, now, "walk")


def _form(world: World, doing: Dialling) -> Params:
    legs = _legs(world, doing)
    told = next((leg for leg in legs if leg.sid == doing.winner), legs[0] if legs else None)
    if told is None:
        return (("DialCallStatus", "failed"),)
    status = "completed" if doing.winner else _worst(legs)
    since = told.answered if told.answered is not None else told.updated
    lasted = round((told.ended if told.ended is not None else told.updated) - since)
    return (
        ("DialCallStatus", status),
        ("DialCallSid", told.sid),
        ("DialCallDuration", str(lasted)),
        ("DialBridged", str(doing.bridged is not None).lower()),
    )


def _worst(legs: tuple[Leg, ...]) -> str:
    """One word for phones none of which was picked up."""
    found = {leg.status for leg in legs}
    return next((s for s in ("no-answer", "busy", "failed") if s in found), "canceled")


def _legs(world: World, doing: Dialling) -> tuple[Leg, ...]:
    found = (world.calls.leg(sid) for sid in doing.children)
    return tuple(leg for leg in found if leg is not None)


def gave_up(world: World, leg: Leg, now: float) -> World:
    if isinstance(leg.doing, Dialling):
        for child in _legs(world, leg.doing):
            world = ending.ended(world, child, "no-answer", now)
    return world


def parted(world: World, leg: Leg, now: float) -> World:
    """The star, or the talk's limit: the phones stop, the leg goes on."""
    if isinstance(leg.doing, Dialling):
        for child in leg.doing.children:
            world = plan_surely(world, child, now, "parent gone")
    return world
