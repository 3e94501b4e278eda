"""A check-in between a store that forgets its last second, a carrier, a contact and peers.

Everything may happen in any order: errands run late, twice or never, the store rolls back to what
was on disk, the clock is late, machines answer, whoever holds the phone says STOP. It is always
the same moment, and what was is moved back, so that only the order makes a world another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from typing import NamedTuple

from hotline.domain.checkin import events as e
from hotline.domain.checkin import step as steps
from hotline.domain.checkin import times
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.told import Alarm, Ask, Counted, Telling, ToContact, ToCoordinators
from hotline.domain.phone import Phone
from tests.domain.explorer import Broken, Edge

LINE, CONTACT = Phone("+12025550100"), Phone("+12025550147")
NOW = 100_000.0
SET = CheckIn("check", "014", LINE, CONTACT, "en", "peers", Plan(), 600.0, NOW + 600, NOW)
_MOMENTS = tuple(
    field.name for field in fields(CheckIn) if field.name.endswith("at") and field.name != "repeat"
)
_SIX_MINUTES = 360.0
Errand = tuple[str, int, str]  # what, in which round, whom or the how-manieth


class World(NamedTuple):
    """`kept` is what is on disk. `over`: whoever may end it has. `machine`: what answered was no
    person. `ringing`: some peer's phone rings for it now. `asked`: their phone was asked in this
    round. `trouble`: they said their word. `owned_for`: seconds since whoever took it last did
    something. `put_off` counts how often in a row a talk was taken for an answer. `hands` and
    `faults` are what may still be done to it."""

    check_in: CheckIn | None = SET
    errands: frozenset[Errand] = frozenset()
    kept: tuple[CheckIn | None, frozenset[Errand]] = (SET, frozenset())
    over: bool = False
    ringing: bool = False
    asked: bool = False
    trouble: bool = False
    owned_for: float = -1.0
    put_off: int = 0
    on: bool = True
    hands: int = 3
    faults: int = 2


def good(world: World) -> bool:
    """Somebody hears of it now; or whoever may end it did, and nothing is left of it."""
    return world.ringing or (world.over and world.check_in is None)


def edges(w: World) -> Iterator[Edge]:
    for kind, what, after in _edges(w):
        yield kind, what, _plain(after)


def _plain(w: World) -> World:
    """Without what can make no difference any more."""
    check_in = w.check_in and _bare(w.check_in)
    errands = frozenset(errand for errand in w.errands if _matters(w, errand))
    kept = (w.kept[0] and _bare(w.kept[0]), w.kept[1]) if w.faults else (None, frozenset())
    return w._replace(
        check_in=check_in, errands=errands, kept=kept, owned_for=min(w.owned_for, _SIX_MINUTES)
    )


@cache
def _bare(check_in: CheckIn) -> CheckIn:
    c = replace(check_in, stopped_at=min(check_in.stopped_at, 1.0), born=0.0, last_asked_at=0.0)
    c = replace(c, wrote_at=0.0, wrote="", talk_told=())
    if c.talked_at < c.at - 60:
        c = replace(c, talked_at=0.0)
    if c.state in {"alarm", "owned"}:
        c = replace(c, at=0.0, asked_at=0.0, accepted_at=0.0, asks=0, late=False, talked_at=0.0)
    return replace(c, alarm_at=0.0, missed=()) if c.state == "owned" else c


def _matters(w: World, errand: Errand) -> bool:
    what, round, whom = errand
    c = w.check_in
    if c is None or c.round != round:
        return False
    if what == "alarm":
        return c.state == "alarm" and whom in c.alarmed
    asks = c.texted if what == "text" else c.called
    return c.state == "asking" and c.asks == int(whom) and asks


def _edges(w: World) -> Iterator[Edge]:
    if w.check_in:
        yield from _time(w, w.check_in)
    if w.faults and w.kept != (w.check_in, w.errands):
        back = w._replace(check_in=w.kept[0], errands=w.kept[1], faults=w.faults - 1, put_off=0)
        yield "fault", ("power cut",), back
    for errand in sorted(w.errands):
        done = w._replace(errands=w.errands - {errand})
        yield "sys", errand, _does(done, errand)
        if w.faults:
            less = w._replace(faults=w.faults - 1)
            yield "fault", ("lost", *errand), less._replace(errands=w.errands - {errand})
            yield "fault", ("twice", *errand), _does(less, errand)
            if errand[0] == "alarm" and _matters(w, errand):
                failed = e.AlarmFailed(errand[2])
                yield (
                    "fault",
                    ("failed", *errand),
                    _after(less._replace(errands=done.errands), failed),
                )
    if w.ringing:
        yield "env", ("nobody picks up",), w._replace(ringing=False)
    if w.hands and w.check_in:
        yield from _hands(w._replace(hands=w.hands - 1), w.check_in)


def _time(w: World, check_in: CheckIn) -> Iterator[Edge]:
    due = times.next_due(check_in) - NOW
    if due <= 0:
        yield "sys", ("look",), _after(w, e.TimePassed(_reach(w)))
    elif due < 1e9:
        yield "env", ("time", round(due)), _later(w, due)
        if w.faults:
            late = w._replace(faults=w.faults - 1)
            yield "fault", ("the clock is late",), _later(late, due + 400.0)


def _hands(w: World, check_in: CheckIn) -> Iterator[Edge]:
    mine = not w.trouble
    yield "human", ("OK",), _after(w, e.SaidOk(""), ends=mine and check_in.asked)
    yield "human", ("DONE",), _after(w, e.SaidDone(""), ends=mine)
    yield "human", ("MORE 10",), _after(w, e.SaidMore("", 600.0))
    yield "human", ("trouble word",), _after(w._replace(trouble=True), e.SaidTrouble(""))
    yield "human", ("FORGET",), _after(w, e.Erased(), ends=True)
    yield "human", ("talks to a peer",), _after(w, e.Talked())
    if check_in.state in {"alarm", "owned"}:
        yield "human", ("talks with bo by phone",), _after(w, e.TimePassed(_reach(w), "bo"))
    yield (
        "human",
        ("STOP, by another",),
        _after(w, e.SaidStop(""), ends=check_in.plan.ways == "texts"),
    )
    if check_in.stopped_at:
        yield "human", ("START",), _after(w, e.SaidStart(""))
    if w.asked:
        yield "human", ("a machine answers",), _after(w, e.Wrote(""))
        yield "human", ("a stray key",), _after(w, e.KeyPressed(""))
    if w.on:
        yield "human", ("the shift ends",), w._replace(on=False)
    if w.ringing:
        for peer in ("ana", "dee"):
            yield "human", (peer, "takes it"), _after(w, e.Taken(peer))
    if check_in.owner:
        yield "human", ("the owner acts",), _after(w, e.OwnerActed(check_in.owner))
        yield "human", ("the owner is gone",), _after(w, e.OwnerGone(check_in.owner))
        ends = e.ClosedBy(check_in.owner, "answered")
        yield "human", ("the owner closes",), _after(w, ends, ends=True)


def _reach(w: World) -> e.Reach:
    return e.Reach(("ana",) if w.on else (), ("ana",) if w.on else (), ("dee",), ())


def _after(w: World, event: e.Event, *, ends: bool = False) -> World:
    """As the desk does it: load, step, commit; and the answer only then."""
    before = w.check_in
    if before is None:
        return w
    after, told = steps.step(before, event, NOW)
    _looked_at(w, before, after)
    left = None if after.state == "closed" else after
    new = frozenset(row for telling in told for row in _errands(after, telling))
    w = w._replace(check_in=left, errands=w.errands | new if left else new)
    w = _counted(w, event, before, after, told)
    if steps.is_durable(before, event, after):
        w = w._replace(kept=(w.check_in, w.errands))
    if ends and left is None:
        w = w._replace(over=True)
    if isinstance(event, e.Taken | e.OwnerActed) and after.state == "owned":
        w = w._replace(owned_for=0.0, ringing=False)
    return w


def _counted(
    w: World, event: e.Event, before: CheckIn, after: CheckIn, told: tuple[Telling, ...]
) -> World:
    unfinished = ToCoordinators("unfinished") in told
    if unfinished and before.alarmed:
        w = w._replace(over=True)
    if before.state == "owned" != after.state:
        w = w._replace(owned_for=-1.0)
    answered = any(isinstance(t, Counted) and t.how == "answered" for t in told)
    if answered and after.answered_at and not w.trouble:
        w = w._replace(over=True)  # the contact had answered, and nobody closed it
    if after.round != before.round:
        looked = isinstance(event, e.TimePassed)
        w = w._replace(asked=False, put_off=w.put_off + 1 if looked else 0)
        if w.put_off > 1:
            raise Broken("put off twice in a row by talk that is no answer", ("look",))
    if any(isinstance(t, ToContact) for t in told) and w.trouble and after.texted:
        raise Broken("a phone in other hands is written to", ("told",))
    return w


def _looked_at(w: World, before: CheckIn, after: CheckIn) -> None:
    """An alarm is never the first that a contact hears, unless their phone can't be reached."""
    begins = after.state == "alarm" and before.state in {"armed", "asking"}
    if begins and not after.silent and not w.asked and NOW - before.at < times.HARD_STOP:
        raise Broken("an alarm, and nobody asked", ("look",))
    if begins and not after.silent and not w.asked and before.state == "armed":
        raise Broken("an alarm, and nobody asked", ("look",))


def _errands(check_in: CheckIn, telling: Telling) -> Iterator[Errand]:
    match telling:
        case Ask(number, by_text, by_call):
            if by_text:
                yield "text", check_in.round, str(number)
            if by_call:
                yield "call", check_in.round, str(number)
        case Alarm(_, people):
            for person in people:
                yield "alarm", check_in.round, person


def _does(w: World, errand: Errand) -> World:
    """A worker reads the record just before, as `desk.checkin_errands` does."""
    what, round, _ = errand
    if not _matters(w, errand):
        return w
    if w.over:
        raise Broken("asked, or rung for, after it was over and erased", errand)
    if what == "alarm":
        if 0 <= w.owned_for < _SIX_MINUTES:
            raise Broken("rung again, though somebody had it", errand)
        return w._replace(ringing=True)
    if w.trouble:
        raise Broken("a phone in other hands is asked", errand)
    return _after(w._replace(asked=True), e.AskAccepted(round))


def _later(w: World, seconds: float) -> World:
    kept, errands = w.kept
    return w._replace(
        check_in=w.check_in and _ago(w.check_in, seconds),
        kept=(kept and _ago(kept, seconds), errands),
        owned_for=w.owned_for + seconds if w.owned_for >= 0 else w.owned_for,
    )


@cache
def _ago(check_in: CheckIn, seconds: float) -> CheckIn:
    """The same, so much later: moments that are none stay none."""
    moments = {name: getattr(check_in, name) for name in _MOMENTS}
    return replace(
        check_in,
        **{name: at - seconds if at else at for name, at in moments.items()},
    )


def forget() -> None:
    """What was found out under other rules."""
    _bare.cache_clear()
    _ago.cache_clear()
