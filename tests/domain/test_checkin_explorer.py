"""Whatever happens to a check-in, in whatever order, nobody is left unattended; and each rule that
sees to it, taken out, leaves somebody so.

What is left out costs time only: not to ring text and call at once where an ask was late, a call
brought forward because a text failed, tiers, nudges before the six minutes, that an owner who is
gone has it no more: somebody hears of it all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from hotline.domain.checkin import contact, due, events, moves, step, times
from hotline.domain.checkin.moves import Moved
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from tests.domain import check_in_world
from tests.domain.check_in_world import SET, World, edges, good
from tests.domain.explorer import Explored, explore

Patch = pytest.MonkeyPatch
ROUNDS, END = (0.0, 60.0, 120.0, 240.0), 300.0  # of an alarm: more are only more of the same
TEXTS_ONLY, REPEATING = replace(SET, plan=Plan("texts")), replace(SET, repeat=True)


@pytest.fixture(autouse=True)
def _short_alarms(monkeypatch: Patch) -> None:
    monkeypatch.setattr(times, "_ROUNDS", ROUNDS)
    for module in (times, due):
        monkeypatch.setattr(module, "END", END)
    check_in_world.forget()


def walked(start: World) -> Explored:
    return explore(start, edges, good)  # type: ignore[arg-type]


def world(check_in: CheckIn = SET, hands: int = 1, faults: int = 1) -> World:
    return World(check_in, kept=(check_in, frozenset()), hands=hands, faults=faults)


def test_whatever_happens_nobody_is_left_unattended() -> None:
    found = walked(world())

    assert not found.fault, str(found)
    assert found.states > 10_000


@pytest.mark.parametrize("check_in", [TEXTS_ONLY, REPEATING], ids=["texts only", "repeating"])
def test_nor_who_wants_texts_only_nor_who_is_asked_again_and_again(check_in: CheckIn) -> None:
    found = walked(world(check_in, faults=0))

    assert not found.fault, str(found)


@pytest.mark.long
@pytest.mark.parametrize("check_in", [SET, TEXTS_ONLY, REPEATING])
@pytest.mark.parametrize(("hands", "faults"), [(2, 1), (1, 2)])
def test_nor_when_more_goes_wrong(check_in: CheckIn, hands: int, faults: int) -> None:
    found = walked(world(check_in, hands, faults))

    assert not found.fault, str(found)


# --- each rule taken out


def _not_kept(*forgotten: type) -> Callable[[Patch], None]:
    def off(patch: Patch) -> None:
        rest = tuple(kind for kind in step._DURABLE if kind not in forgotten)
        patch.setattr(step, "_DURABLE", rest)
        patch.setattr(
            step, "is_durable", lambda before, event, after: isinstance(event, step._DURABLE)
        )

    return off


def _taken_not_kept(patch: Patch) -> None:
    kept = step.is_durable
    patch.setattr(
        step,
        "is_durable",
        lambda before, event, after: (
            not isinstance(event, events.Taken) and kept(before, event, after)
        ),
    )


def _move(event: type, move: Callable[[CheckIn, object, float], Moved]) -> Callable[[Patch], None]:
    return lambda patch: patch.setitem(step._MOVES, event, move)


def _any_text_stops_the_clock(check_in: CheckIn, event: object, now: float) -> Moved:
    return contact.said_ok(check_in, events.SaidOk(""), now)


def _ends(check_in: CheckIn, event: object, now: float) -> Moved:
    return moves.closed(check_in)


def _never_again_once_taken(patch: Patch) -> None:
    patch.setattr(times, "NUDGES", (120.0, 240.0, float("inf")))


def _one_round(patch: Patch) -> None:
    patch.setattr(times, "_ROUNDS", (0.0,))
    patch.setattr(times, "round_at", lambda number: 0.0 if number == 0 else float("inf"))


def _an_outage_ends_it(patch: Patch) -> None:
    patch.setattr(due, "rung_out", lambda check_in: True)


def _on_shift_only(patch: Patch) -> None:
    patch.setattr(due, "_people", lambda tiers: tiers[0])


def _deadline_from_the_due_moment(patch: Patch) -> None:
    patch.setattr(times, "alarm_due", lambda check_in: check_in.at + times.ALARM)
    patch.setattr(due, "alarm_due", lambda check_in: check_in.at + times.ALARM)


def _no_hard_stop(patch: Patch) -> None:
    patch.setattr(times, "HARD_STOP", float("inf"))
    patch.setattr(times, "LATE_STOP", float("inf"))


def _replays_the_calendar(patch: Patch) -> None:
    patch.setattr(due, "LATE", float("inf"))


def _a_talk_puts_it_off_for_ever(patch: Patch) -> None:
    def armed(check_in: CheckIn, at: float, *, keys: int = 0, talks: int = 0) -> CheckIn:
        return moves.armed(check_in, at, keys=keys)

    patch.setattr(due, "armed", armed)


def _a_talk_by_phone_ends_an_alarm(patch: Patch) -> None:
    patch.setattr(
        due,
        "_on_the_phone",
        lambda check_in, event: (
            moves.closed(check_in) if event.talks_with and check_in.alarmed else (check_in, [])
        ),
    )


def _the_phone_speaks_after_the_trouble_word(patch: Patch) -> None:
    patch.setattr(step, "_OF_THE_PHONE", ())


def _asks_after_the_trouble_word(patch: Patch) -> None:
    patch.setattr(CheckIn, "texted", property(lambda check_in: check_in.ways != "calls"))
    patch.setattr(CheckIn, "called", property(lambda check_in: check_in.ways != "texts"))
    trouble = contact.said_trouble
    waits = lambda c, event, now: (replace(trouble(c, event, now)[0], state=c.state), [])  # noqa: E731
    patch.setitem(step._MOVES, events.SaidTrouble, waits)


def _the_due_moment_only_once(patch: Patch) -> None:
    """A lost ask is not followed by anything: the state has no deadline of its own."""
    patch.setattr(times, "next_ask", lambda check_in: float("inf"))
    patch.setattr(times, "alarm_due", lambda check_in: float("inf"))


Rule = tuple[Callable[[Patch], None], World, str]
_SILENT = replace(SET, silent=True, state="alarm", alarm_at=check_in_world.NOW)
SILENT = world(_SILENT)._replace(trouble=True)
UNSET = World(SET, kept=(None, frozenset()), hands=0, faults=1)
RULES: Mapping[str, Rule] = {
    "it is set once it is on disk": (lambda patch: None, UNSET, "stuck"),
    "its end is on disk before that is told": (
        _not_kept(events.SaidOk, events.SaidDone), world(), "after it was over and erased",
    ),
    "what it forgets at once is on disk": (
        _not_kept(events.Erased), world(), "after it was over and erased",
    ),
    "who has it, has it on disk": (_taken_not_kept, world(), "somebody had it"),
    "only what is like OK stops the clock": (
        _move(events.Wrote, _any_text_stops_the_clock), world(faults=0), "stuck",
    ),
    "STOP switches to voice, and ends nothing": (
        _move(events.SaidStop, _ends), world(faults=0), "stuck",
    ),
    "one key is five minutes more": (_move(events.KeyPressed, _ends), world(faults=0), "stuck"),
    "a talk puts it off once in a row": (
        _a_talk_puts_it_off_for_ever, world(hands=2, faults=0), "twice in a row",
    ),
    "a talk by phone ends no alarm": (
        _a_talk_by_phone_ends_an_alarm, world(faults=0), "stuck",
    ),
    "an owner who is silent for six minutes has it no more": (
        _never_again_once_taken, world(faults=0), "stuck",
    ),
    "an alarm is rung again and again": (_one_round, world(hands=0, faults=0), "stuck"),
    "time in which we were away ends no alarm": (_an_outage_ends_it, SILENT, "stuck"),
    "an alarm goes past the shift": (_on_shift_only, world(faults=0), "stuck"),
    "silence counts from when they were asked": (
        _deadline_from_the_due_moment, world(hands=0), "nobody asked",
    ),
    "and is an alarm at last, whoever was asked": (_no_hard_stop, world(hands=0), "stuck"),
    "what was missed is not made up for": (_replays_the_calendar, world(hands=0), "nobody asked"),
    "every state has a moment of its own": (
        _the_due_moment_only_once, world(hands=0, faults=0), "stuck",
    ),
    "after the trouble word that phone says nothing": (
        _the_phone_speaks_after_the_trouble_word, SILENT, "stuck",
    ),
    "nor is anything said to it": (
        _asks_after_the_trouble_word, world(faults=0), "a phone in other hands is asked",
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_without_a_rule_somebody_is_left_alone(rule: str, monkeypatch: Patch) -> None:
    off, start, fault = RULES[rule]
    off(monkeypatch)

    found = walked(start)

    print(rule, found)
    assert fault in found.fault and found.fault, f"{rule}: {found}"
