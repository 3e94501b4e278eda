"""A callback and the ring that keeps it, together, in every order: one peer, one contact.

Time moves in leaps, since only the order matters. The contact's phone rings when the carrier was
asked; what it was, and whether they had called it off, is looked at on each edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from hotline.domain import callback as c
from hotline.domain.errands import CallContact
from hotline.domain.phone import Phone
from hotline.domain.ring import events as e
from hotline.domain.ring.record import Ring
from hotline.domain.ring.step import Stepped, begin, step
from tests.domain.explorer import Broken, Edge, Explored, explore

NOW, LINE = 1000.0, Phone("+12025550100")
AGREED = 2  # times a contact's phone may ring
LEGS = 3  # legs of a peer in one ring: who drops out is rung first again, for ever
LEAP = 500.0  # seconds: longer than anything is waited for
UNTIL = NOW + 1500.0
ASKED = c.Callback("back", LINE, Phone("+12025550147"), "call", "en", "peers", NOW, UNTIL)


@dataclass(frozen=True)
class World:
    """`leg` is the contact's phone: empty, `rings`, `up`, or `talks`; `errands` those that ring it,
    which may run late and twice. `rung` counts its rings."""

    now: float = NOW
    callback: c.Callback | None = ASKED
    ring: Ring | None = None
    leg: str = ""
    of: str = ""  # the ring for which it rings
    errands: tuple[str, ...] = ()
    rung: int = 0
    off: bool = False

    @property
    def over(self) -> bool:
        ended = self.ring is None or self.ring.state == "ended" or not self.ring.absent
        return self.callback is None and ended and self.leg in {"", "talks"}


def edges(w: World) -> Iterator[Edge]:
    if w.now < UNTIL:
        yield "env", ("time",), _passed(replace(w, now=w.now + LEAP))
    if w.callback:
        yield "sys", ("look",), _looked(w)
        yield "human", ("calls off",), _off(w)
    for ring in dict.fromkeys(w.errands):
        yield "sys", ("ring", ring), _placed(w, ring)
        yield "fault", ("ring, put off", ring), _put_off(w, ring)
        yield "fault", ("ring, and die", ring), _placed(replace(w, errands=()), ring)
    yield from _peers(w)
    if w.leg == "rings":
        yield "human", ("picks up",), replace(w, leg="up")
    if w.leg in {"rings", "up"}:
        yield "env", ("leg over",), _of_ring(replace(w, leg=""), e.ContactFinal(), w.of)
    if w.leg == "up":
        yield "human", ("presses 1",), _pressed(w)


def _peers(w: World) -> Iterator[Edge]:
    for attempt in w.ring.attempts if w.ring and w.ring.state != "ended" else ():
        if attempt.hopeful:
            yield "human", ("1",), _of_ring(w, e.PeerPressed(attempt.id, "1"), w.ring.id)
            yield "human", ("passes",), _of_ring(w, e.PeerPressed(attempt.id, "2"), w.ring.id)
        if w.ring.numbered < LEGS:
            yield "env", ("peer's leg over",), _of_ring(w, e.LegFinal(attempt.id), w.ring.id)


def _of_ring(w: World, event: e.Event, ring: str) -> World:
    if w.ring is None or w.ring.id != ring:
        return w
    return _after(w, step(w.ring, event, w.now))


def _after(w: World, stepped: Stepped) -> World:
    new = [errand.ring for _, errand in stepped.errands if isinstance(errand, CallContact)]
    return replace(w, ring=stepped.ring, errands=tuple(dict.fromkeys((*w.errands, *new))))


def _passed(w: World) -> World:
    """No phone rings for so long; the ring's own watch looks."""
    w = _of_ring(replace(w, leg=""), e.ContactFinal(), w.of) if w.leg in {"rings", "up"} else w
    return _of_ring(w, e.TimePassed(), w.ring.id) if w.ring else w


def _looked(w: World) -> World:
    assert w.callback
    ring = w.ring if w.ring and w.ring.id == w.callback.ring else None
    became: c.Ringing = (ring.outcome or "running") if ring else "lost"
    done = c.step(w.callback, c.Looked(("ana",), became), w.now)
    w = replace(w, callback=done.callback)
    if not isinstance(done.reply, c.RingPeers) or not done.callback:
        return w
    if w.leg:
        raise Broken("peers are rung anew while the contact's phone rings", ("look",))
    asked = e.RingAsked(
        done.callback.ring, LINE, "", "en", done.reply.order, 1,
        min(90.0, UNTIL - w.now), "callback", callback="back", asked=NOW,
    )  # fmt: skip
    return _after(w, begin(asked, w.now))


def _off(w: World) -> World:
    w = _of_ring(w, e.ContactChose(), w.ring.id) if w.ring and w.ring.absent else w
    return replace(w, callback=None, off=True, leg="" if w.leg == "rings" else w.leg)


def _asking(w: World, ring: str) -> tuple[World, bool]:
    """As the worker does it: the ring is read, then the callback is written."""
    waits = w.ring and w.ring.id == ring and w.ring.absent and w.ring.owner
    if not waits or not w.callback:
        return w, False
    done = c.step(w.callback, c.Asking(ring), w.now)
    return replace(w, callback=done.callback), isinstance(done.reply, c.RingContact)


def _placed(w: World, ring: str) -> World:
    w, rings = _asking(w, ring)
    if not rings:
        return replace(w, errands=tuple(r for r in w.errands if r != ring))
    if w.off or w.now >= UNTIL or w.rung >= AGREED or w.leg:
        raise Broken("rung after it was over, or once more than agreed", ("ring", ring))
    w = replace(w, leg="rings", of=ring, rung=w.rung + 1)
    return _of_ring(w, e.ContactPlaced("CA1"), ring)


def _put_off(w: World, ring: str) -> World:
    w, rings = _asking(w, ring)
    if not rings or not w.callback:
        return w
    return replace(w, callback=c.step(w.callback, c.PutOff(ring), w.now).callback)


def _pressed(w: World) -> World:
    """Called off meanwhile, it is no more; else the number goes, and they are let in."""
    if w.callback is None:
        return replace(w, leg="")
    done = c.step(w.callback, c.Came(w.of), w.now)
    if not isinstance(done.reply, c.Reached):
        return replace(w, leg="")
    return _of_ring(replace(w, callback=None, leg="talks"), e.ContactCame("CA1"), w.of)


def walked() -> Explored:
    return explore(World(), edges, lambda w: isinstance(w, World) and w.over)  # type: ignore[arg-type]


def test_in_whatever_order_it_rings_no_more_than_agreed_and_nobody_is_stuck() -> None:
    found = walked()

    assert not found.fault, str(found)
    assert found.states > 1000


# Each rule taken out once.


def test_without_a_bound_it_rings_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(c, "MOST", 9)

    assert "once more than agreed" in walked().fault


def test_without_knowing_the_ring_for_which_it_rang_a_job_that_runs_twice_rings_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asking = c._asking
    forgetful = lambda callback, ring, now: asking(replace(callback, rung_for=""), ring, now)  # noqa: E731
    monkeypatch.setattr(c, "_asking", forgetful)

    assert "once more than agreed" in walked().fault


def test_without_an_end_of_its_own_the_ring_of_an_absent_contact_is_stuck(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hotline.domain.ring.contact.unattended", lambda ring, now: ring)

    assert walked().fault == "stuck"
