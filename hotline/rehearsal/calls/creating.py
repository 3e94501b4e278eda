"""A request to make a call: refused as the carrier would, or put into its queue."""

from __future__ import annotations

from dataclasses import replace

from hotline.rehearsal import numbers, wishes
from hotline.rehearsal import world as worlds
from hotline.rehearsal.calls import schema
from hotline.rehearsal.calls.fetching import LONGEST_INLINE
from hotline.rehearsal.calls.leg import FROM_API, Leg
from hotline.rehearsal.calls.planning import plan, put
from hotline.rehearsal.refusals import Refusal, refusal
from hotline.rehearsal.wishes import Form, one
from hotline.rehearsal.world import World

LISTS = frozenset({"StatusCallbackEvent"})
URLS = ("Url", "FallbackUrl", "StatusCallback")
METHODS = ("Method", "FallbackMethod", "StatusCallbackMethod")
# What costs money or listens in (machine detection, recording) is not known here, on purpose.
KNOWN = LISTS | {"To", "From", "Twiml", "Timeout", "TimeLimit", *URLS, *METHODS}
LONGEST_TIMEOUT, LONGEST_CALL = 600, 86400


def made(before: World, form: Form, seed: str, now: float) -> tuple[World, Leg | Refusal]:
    problem = (
        wishes.strange(form, KNOWN, LISTS, "calling")
        or _numbers(before, one(form, "To"), one(form, "From"))
        or addresses(form)
        or _times(form)
    )
    if problem:
        return before, problem
    if 0 < before.faults.calls_at_once <= before.calls.busy:
        return before, refusal(10004)
    leg = _leg(form, seed, now)
    return _queued(put(before, leg), leg, now), leg


def _queued(world: World, leg: Leg, now: float) -> World:
    """One call after the other, as many a second as the account may place."""
    slot = max(now, world.calls.slot)
    gap = 1.0 / world.faults.calls_per_second if world.faults.calls_per_second else 0.0
    world = replace(world, calls=replace(world.calls, slot=slot + gap))
    return plan(world, leg, slot, "place")


def _numbers(before: World, to: str, sender: str) -> Refusal | None:
    code = _number_fault(before, to, sender)
    return refusal(code, to=to, sender=sender) if code else None


def _number_fault(before: World, to: str, sender: str) -> int | None:
    if not to:
        return 21201
    if not sender:
        return 21213
    if not numbers.valid(sender) or numbers.MAGIC_FROM.get(sender) == 21212:
        return 21212
    if worlds.line_of(before, sender) is None and sender not in before.calls.verified:
        return 21210
    return numbers.CALL_TO.get(to) or (None if numbers.valid(to) else 21211)


def addresses(form: Form) -> Refusal | None:
    """What both making and redirecting a call check about addresses."""
    url, twiml = one(form, "Url"), one(form, "Twiml")
    if len(twiml) > LONGEST_INLINE:
        return refusal(32018)
    if not url and not twiml:
        return refusal(21205, what="nothing")
    for name in URLS:
        if one(form, name) and not wishes.web(one(form, name)):
            return refusal(21609 if name == "StatusCallback" else 21205, what=one(form, name))
    return methods(form)


def methods(form: Form) -> Refusal | None:
    wrong = [name for name in METHODS if one(form, name, "POST") != "POST"]
    named = ", ".join(wrong)
    misuse = f"only POST is rehearsed: {named}"
    return refusal(20001, what=named, misuse=misuse) if wrong else None


def _times(form: Form) -> Refusal | None:
    events = set(form.get("StatusCallbackEvent", ()))
    if unknown := ", ".join(sorted(events - set(schema.CALL_EVENTS))):
        return refusal(21626, what=unknown, misuse=f"unknown call event: {unknown}")
    for name, most in (("Timeout", LONGEST_TIMEOUT), ("TimeLimit", LONGEST_CALL)):
        value = one(form, name, "1")
        if not value.isdigit() or not 1 <= int(value) <= most:
            return refusal(20001, what=name, misuse=f"{name} is 1 to {most} seconds")
    return None


def _leg(form: Form, seed: str, now: float) -> Leg:
    return Leg(
        sid=worlds.drawn(seed, "CA"),
        serial=0,
        direction=FROM_API,
        phone=one(form, "To"),
        caller=one(form, "From"),
        called=one(form, "To"),
        status="queued",
        created=now,
        updated=now,
        url=one(form, "Url"),
        twiml=one(form, "Twiml"),
        fallback=one(form, "FallbackUrl"),
        callback=one(form, "StatusCallback"),
        events=frozenset(form.get("StatusCallbackEvent") or ["completed"]),
        timeout=float(one(form, "Timeout", "60")),
        limit=float(one(form, "TimeLimit", "14400")),
    )
