"""Who is rung next when more wait than the carrier lets through."""

from __future__ import annotations

from hotline.domain.pacing import Dial, Pace, choose, rank

NOON = 1767283200.0
ONE_A_SECOND = Pace(per_second=1, at_once=3)


def order(*waiting: Dial) -> list[str]:
    """As they come out, one a second, with nobody staying on."""
    left, out, now = list(waiting), [], NOON
    while left:
        dial = choose(left, now=now, slot=now, live=0, pace=ONE_A_SECOND)
        assert dial
        left.remove(dial)
        out.append(dial.id)
        now += 1
    return out


def test_an_emergency_does_not_stand_behind_forty_rings() -> None:
    rings = [Dial(f"ring{n}", "waiting", NOON - n) for n in range(40)]

    assert order(*rings, Dial("breathe", "emergency", NOON + 5))[0] == "breathe"


def test_the_more_urgent_kind_is_first_however_long_others_wait() -> None:
    assert order(
        Dial("reminder", "reminder", NOON - 9000),
        Dial("callback", "callback", NOON - 900, turn=0),
        Dial("waiting", "waiting", NOON, turn=80),
        Dial("again", "reconnection", NOON),
        Dial("ask", "ask", NOON + 60),
        Dial("alarm", "emergency", NOON + 60),
    ) == ["alarm", "ask", "again", "waiting", "callback", "reminder"]


def test_each_who_waits_gets_one_leg_in_turn_the_longest_first() -> None:
    long = [Dial(f"long{n}", "waiting", NOON - 30, turn=n) for n in range(3)]
    short = [Dial(f"short{n}", "waiting", NOON - 3, turn=n) for n in range(3)]

    assert order(*short, *long) == ["long0", "short0", "long1", "short1", "long2", "short2"]


def test_nothing_is_placed_before_its_slot_or_beyond_what_the_account_may() -> None:
    waiting = [Dial("a", "emergency", NOON)]

    assert choose(waiting, now=NOON, slot=NOON + 0.5, live=0, pace=ONE_A_SECOND) is None
    assert choose(waiting, now=NOON, slot=NOON + 3600, live=0, pace=ONE_A_SECOND) == waiting[0]
    assert choose(waiting, now=NOON, slot=NOON, live=3, pace=ONE_A_SECOND) is None
    assert choose(waiting, now=NOON, slot=NOON, live=2, pace=ONE_A_SECOND) == waiting[0]
    assert choose([], now=NOON, slot=NOON, live=0, pace=ONE_A_SECOND) is None


def test_forty_that_wait_are_placed_one_a_second_and_look_but_some_times_each() -> None:
    """Each looks for itself, and places whichever is next."""
    waiting = [Dial(f"{n:02}", "emergency", NOON, turn=n) for n in range(40)]
    due = [(NOON, dial.id) for dial in waiting]
    slot, looks, placed = NOON, 0, [NOON]
    while due:
        now, id = min(due)
        due.remove((now, id))
        if all(dial.id != id for dial in waiting):
            continue  # placed by another one's look
        looks += 1
        next_one = choose(waiting, now=now, slot=slot, live=0, pace=ONE_A_SECOND)
        if next_one:
            waiting.remove(next_one)
            placed.append(now)
            slot = now + ONE_A_SECOND.gap
        before = [dial.id for dial in sorted(waiting, key=rank)]
        if id in before:
            due.append((now + ONE_A_SECOND.wait(slot - now, before.index(id)), id))

    assert len(placed) == 41
    assert placed[-1] <= NOON + 40
    assert looks < 40 * 3
