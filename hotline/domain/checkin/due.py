"""What a check-in comes to when its moment is there, and nobody did anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hotline.domain.checkin import events
from hotline.domain.checkin.contact import MINUTE
from hotline.domain.checkin.moves import Moved, alarm, armed, closed
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.times import (
    ALIVE,
    ASKS,
    END,
    LATE,
    NUDGES,
    STILL_OPEN,
    TIERS,
    alarm_due,
    asks_by,
    next_due,
    round_at,
    rounds_by,
    rung_out,
)
from hotline.domain.checkin.told import (
    Alarm,
    Ask,
    CoverWanted,
    Telling,
    ToContact,
    ToCoordinators,
    ToPeer,
    Word,
)

_NUDGES: tuple[Word, ...] = ("nudge", "nudge_call", "wider")


def passed(check_in: CheckIn, event: events.TimePassed, now: float) -> Moved:
    """All that is due by now, and who they are on the phone with, for which nothing need be due."""
    said: list[Telling] = []
    while next_due(check_in) <= now:
        check_in, more = _MOVES[check_in.state](check_in, event, now)
        said += more
    check_in, more = _on_the_phone(check_in, event)
    return check_in, [*said, *more]


def cover_checked(check_in: CheckIn, event: events.CoverChecked, now: float) -> Moved:
    if event.covered:
        return replace(check_in, uncovered_at=0.0, told_uncovered=False), []
    if check_in.uncovered_at or check_in.state != "armed":
        return check_in, []
    return replace(check_in, uncovered_at=now), [CoverWanted()]


def _armed(check_in: CheckIn, event: events.TimePassed, now: float) -> Moved:
    if now < check_in.at:
        return _uncovered(check_in)
    with_somebody = event.talks_with or check_in.talked_at >= check_in.at - MINUTE
    if with_somebody and not check_in.talks:
        return _with_somebody(check_in, event, now)
    if now - check_in.at > LATE:
        return _ask_late(check_in, now)
    return _ask(replace(check_in, state="asking", asked_at=now), now)


def _with_somebody(check_in: CheckIn, event: events.TimePassed, now: float) -> Moved:
    """Life that is no answer, once in a row: whoever they are on the phone with asks them."""
    ask = [ToPeer(event.talks_with, "ask_them")] if event.talks_with else []
    return armed(check_in, now + ALIVE, keys=check_in.keys, talks=1), [*ask]


def _uncovered(check_in: CheckIn) -> Moved:
    return replace(check_in, told_uncovered=True), [ToContact("uncovered")]


def _asking(check_in: CheckIn, event: events.TimePassed, now: float) -> Moved:
    """Where we were away for long, so was who would have taken their answer. Who was asked and
    calls the line instead of answering is with somebody."""
    if event.talks_with and not check_in.talks:
        return _with_somebody(check_in, event, now)
    silent_for = now - alarm_due(check_in)
    if silent_for > LATE and not check_in.late:
        return _ask_late(check_in, now)
    return (alarm(check_in, now), []) if silent_for >= 0 else _ask(check_in, now)


def _ask_late(check_in: CheckIn, now: float) -> Moved:
    """In every way at once, and once."""
    late = replace(check_in, state="asking", asks=1, asked_at=now, late=True, accepted_at=0.0)
    late = replace(late, last_asked_at=now)
    return late, [Ask(1, late.texted, late.called)]


def _ask(check_in: CheckIn, now: float) -> Moved:
    """Once, however many were to have gone out."""
    by = max(asks_by(check_in, now), check_in.asks + 1)
    missed = ASKS[check_in.ways][check_in.asks : by]
    asked = replace(check_in, asks=by, last_asked_at=now)
    by_text, by_call = (any(ways) for ways in zip(*(ways for _, *ways in missed), strict=True))
    return asked, [Ask(by, by_text and asked.texted, by_call and asked.called)]


def _alarm(check_in: CheckIn, event: events.TimePassed, now: float) -> Moved:
    """Those who are on; then all who agreed, whatever their shifts; then coordinators; then the
    fallback numbers as well. Where there is nobody whom it can come to, those who come next."""
    since = now - check_in.alarm_at
    if since > END and rung_out(check_in):
        over, said = closed(check_in, how="unfinished")
        return over, [ToCoordinators("unfinished"), *said]
    if since > END:  # we were away for all of it: it begins anew
        return _alarm(replace(check_in, alarm_at=now, alarms=0), event, now)
    rounds = max(rounds_by(since), check_in.alarms + 1)
    tier = min(max(check_in.tier, rounds - 1), TIERS)
    reach = event.reach
    tiers = (reach.on, reach.peers, reach.coordinators, reach.fallback)
    missed = set(check_in.missed)
    while set(people := _people(tiers[: tier + 1])) <= missed and tier < TIERS:
        tier += 1
    known = check_in.alarmed
    rung = replace(
        check_in, alarms=rounds, tier=tier, alarmed=tuple(dict.fromkeys((*known, *people)))
    )
    first = tuple(person for person in people if person not in known)
    return rung, [Alarm(rounds, people, first), *_meanwhile(check_in, rung)]


def _meanwhile(before: CheckIn, after: CheckIn) -> list[Telling]:
    """What is said once while nobody takes it."""
    said: list[Telling] = []
    if before.alarms < TIERS <= after.alarms and not after.silent:
        said.append(ToContact("still_trying"))
    begun, rung = before.alarms and round_at(before.alarms - 1), round_at(after.alarms - 1)
    if begun < STILL_OPEN <= rung:
        said.append(ToCoordinators("still_open"))
    return said


def _owned(check_in: CheckIn, event: events.TimePassed, now: float) -> Moved:
    """Whoever has it is silent as well. Where the contact has answered it closes by itself."""
    if check_in.answered_at:
        return closed(check_in, how="answered")
    nudges = sum(check_in.active_at + after <= now for after in NUDGES)
    told = ToPeer(check_in.owner, _NUDGES[nudges - 1])
    if nudges < len(NUDGES):
        return replace(check_in, nudges=nudges), [told]
    wider = replace(alarm(check_in, now - round_at(1), rounds=1), tier=max(check_in.tier, 1))
    return wider, [told]


def _on_the_phone(check_in: CheckIn, event: events.TimePassed) -> Moved:
    """Who is looked for talks with one of us: a caller's number can be forged, so that it ends no
    alarm. That one asks them, and whoever else has it or is rung for it hears so: each once. After
    the trouble word nobody asks: whoever holds that phone would learn that it is not over."""
    peer, looks = event.talks_with, check_in.state in {"alarm", "owned"}
    if not peer or not looks or peer == check_in.owner:
        return check_in, []
    known = check_in.talk_told if check_in.talk_told[:1] == (peer,) else ()
    others = (check_in.owner,) if check_in.owner else check_in.alarmed
    new = tuple(person for person in others if person not in {*known, peer})
    ask = [] if known or check_in.silent else [ToPeer(peer, "ask_them")]
    told = [*ask, *(ToPeer(person, "with_us") for person in new)]
    return replace(check_in, talk_told=(*(known or (peer,)), *new)), [*told]


def _people(tiers: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for tier in tiers for person in tier))


_MOVES: Mapping[str, Callable[[CheckIn, events.TimePassed, float], Moved]] = {
    "armed": _armed,
    "asking": _asking,
    "alarm": _alarm,
    "owned": _owned,
}
