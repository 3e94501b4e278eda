"""The line has answered a webhook (or has not): carry the document out, or fall back."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from hotline.rehearsal import alerting, replying, twiml, world
from hotline.rehearsal.happenings import Effect, Hook, HookEnded
from hotline.rehearsal.world import Step, World

MOST_HOPS = 10
LOOPS, POST_ONLY, UNKNOWN = 14106, 14104, 12200


def answered(before: World, event: HookEnded, now: float) -> Step:
    kept = _hung_up(before, event.hook.sid)
    try:
        document = twiml.read(twiml.usable(event.answer))
    except twiml.NotTwimlError as fault:
        return _fallen_back(kept, event, fault, now)
    for nth, complaint in enumerate(document.complaints):
        kept = alerting.noted(kept, event, UNKNOWN, complaint, now, nth)
    return _carried_out(kept, event, document, now)


def _hung_up(before: World, sid: str) -> World:
    """One webhook of this text is over; another of the same text may still run."""
    running = list(before.answering)
    if sid in running:
        running.remove(sid)
    return replace(before, answering=tuple(running))


def _fallen_back(kept: World, event: HookEnded, fault: twiml.NotTwimlError, now: float) -> Step:
    kept = alerting.noted(kept, event, fault.code, fault.why, now)
    hook = event.hook
    if not hook.fallback:
        return kept, ()
    extra = (("ErrorCode", str(fault.code)), ("ErrorUrl", hook.url.split("#")[0]))
    again = replace(hook, url=hook.fallback, fallback="", params=(*hook.params, *extra))
    return _ask(kept, again)


def _carried_out(kept: World, event: HookEnded, document: twiml.Document, now: float) -> Step:
    effects: tuple[Effect, ...] = ()
    for nth, verb in enumerate(document.verbs):
        if isinstance(verb, twiml.Redirected):  # nothing after a Redirect is reached
            kept, more = _redirected(kept, event, verb, now)
            return kept, effects + more
        kept, form = replying.replied(kept, event, verb, nth, now)
        if verb.action and form:
            kept, more = _asked(kept, event, verb.action, verb.method, now, form)
            effects += more
    return kept, effects


def _redirected(kept: World, event: HookEnded, verb: twiml.Redirected, now: float) -> Step:
    return _asked(kept, event, verb.url, verb.method, now, event.hook.params)


def _asked(
    kept: World,
    event: HookEnded,
    url: str,
    method: str,
    now: float,
    form: tuple[tuple[str, str], ...],
) -> Step:
    hook = event.hook
    if method != "POST":  # a GET would put numbers and words into an address
        why = "this rehearsal only posts"
        return alerting.noted(world.misused(kept, why, now), event, POST_ONLY, why, now), ()
    if hook.hops >= MOST_HOPS:
        return alerting.noted(kept, event, LOOPS, "the documents go round in circles", now), ()
    token = world.drawn(event.seed + url, "")
    target = urljoin(hook.url, url)
    return _ask(kept, replace(hook, url=target, params=form, token=token, hops=hook.hops + 1))


def _ask(kept: World, hook: Hook) -> Step:
    return replace(kept, answering=(*kept.answering, hook.sid)), (hook,)
