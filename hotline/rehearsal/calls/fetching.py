"""Ask the line for a voice document; take what came, or fall back, or say the worst."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from hotline.rehearsal import faults, twiml
from hotline.rehearsal import world as worlds
from hotline.rehearsal.calls import document, forms, planning, prompting, sound
from hotline.rehearsal.calls.leg import Leg, Script
from hotline.rehearsal.calls.planning import ANY_TURN, alert, hear, moved_on, plan
from hotline.rehearsal.calls.verbs import Hangup, Prompt, Say
from hotline.rehearsal.happenings import Answer, DocumentCame, Fetch, Params
from hotline.rehearsal.twiml import NotTwimlError
from hotline.rehearsal.world import World

MOST_HOPS, IN_A_ROW = 20, 1.0  # so many documents within a second lead nowhere
LONGEST_INLINE = 4000


def ask(
    world: World, leg: Leg, url: str, now: float, extra: Params = (), kind: str = "call"
) -> World:
    """The leg does nothing until the document is here."""
    world, leg = moved_on(world, leg, now, script=None)
    return _sent(world, leg, _fetch(world, leg, url, extra, kind), now)


def ask_in_vain(world: World, leg: Leg, url: str, now: float, extra: Params) -> World:
    """A request whose answer is read but no longer carried out: the leg has gone elsewhere."""
    fetch = _fetch(world, leg, url, extra, "call")
    return _sent(world, leg, replace(fetch, turn=ANY_TURN - 1, fallback=""), now)


def ask_beside(world: World, leg: Leg, url: str, now: float) -> World:
    """An announcement: heard over whatever else the leg does."""
    fetch = _fetch(world, leg, url, (), "announce")
    return _sent(world, leg, replace(fetch, turn=ANY_TURN), now)


def _fetch(world: World, leg: Leg, url: str, extra: Params, kind: str) -> Fetch:
    return Fetch(
        sid=leg.sid,
        turn=leg.turn,
        url=url,
        params=(*forms.common(world.account, leg), *extra),
        token=worlds.drawn(f"{leg.sid}{leg.turn}{url}", ""),
        kind=kind,
        fallback=leg.fallback if kind == "call" else "",
    )


def _sent(world: World, leg: Leg, fetch: Fetch, now: float) -> World:
    arrives, left = faults.take_document(world.faults)
    fetch = replace(fetch, lost=not arrives)
    return worlds.later(worlds.with_faults(world, left), now + left.document_delay, fetch)


def inline(world: World, leg: Leg, text: str, now: float) -> World:
    """A document that came with the REST request: no address, so nothing relative in it."""
    fetch = Fetch(leg.sid, leg.turn, "", (), "", "call", leg.fallback)
    return came(world, DocumentCame(fetch, Answer(200, "text/xml", text)), now)


def came(world: World, event: DocumentCame, now: float) -> World:
    fetch = event.fetch
    leg = world.calls.leg(fetch.sid)
    if leg is None:
        return world
    answer = event.answer
    try:
        read = document.read(twiml.usable(answer), fetch.kind)
    except NotTwimlError as fault:
        world = alert(world, leg, fault.code, fault.why, now, fetch.url, fetch.params, answer.body)
        return _failed(world, leg, fetch, fault, now)
    for code, why in read.complaints:
        world = alert(world, leg, code, why, now, fetch.url, fetch.params, answer.body)
    return _taken(world, leg, fetch, read, now)


def _taken(world: World, leg: Leg, fetch: Fetch, read: document.Document, now: float) -> World:
    if fetch.kind == "announce":
        prompts = tuple(v for v in read.verbs if isinstance(v, Prompt))
        return world if leg.final else prompting.announced(world, leg, prompts, fetch.url, now)
    if fetch.turn != leg.turn or leg.final:
        return world
    leg = _counted(leg, now)
    if leg.hops > MOST_HOPS:
        world = worlds.misused(world, "voice documents that go round in circles", now)
        return _worst(world, leg, now)
    script = Script(read.verbs, fetch.url, fetch.kind)
    world = planning.put(world, leg := replace(leg, script=script))
    return plan(world, leg, now, "walk")


def _counted(leg: Leg, now: float) -> Leg:
    if now - leg.hopped > IN_A_ROW:
        return replace(leg, hops=1, hopped=now)
    return replace(leg, hops=leg.hops + 1)


def _failed(world: World, leg: Leg, fetch: Fetch, fault: NotTwimlError, now: float) -> World:
    if fetch.turn != leg.turn or leg.final or fetch.kind in ("wait", "announce"):
        return world  # whoever waits now waits in silence
    if not fetch.fallback:
        return _worst(world, leg, now)
    extra = (("ErrorCode", str(fault.code)), ("ErrorUrl", fetch.url.split("#")[0]))
    url = urljoin(fetch.url, fetch.fallback)
    again = replace(fetch, url=url, fallback="", params=(*fetch.params, *extra))
    return _sent(world, leg, again, now)


def _worst(world: World, leg: Leg, now: float) -> World:
    """What nobody should ever hear."""
    script = Script((Hangup(),), "", "call")
    world, leg = moved_on(world, leg, now, script=script)
    lasts = sound.lasting(Say(sound.APPLICATION_ERROR), {}, world.pace)
    world = hear(world, leg, now, "error", sound.APPLICATION_ERROR, lasts, language="en-US")
    return plan(world, leg, now + lasts, "walk")
