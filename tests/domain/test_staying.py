"""What a peer alone hears while they stay with somebody: one word at a time, each once."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.errands import Stay
from hotline.domain.phone import Phone
from hotline.domain.ring.record import Ring
from hotline.domain.ring.staying import Word, next_word, words_due

BEGAN = 1_767_319_200.0
RING = Ring("r", Phone("+12025550100"), "CA", "en", ("ana", "bo"), 1, 90.0, kind="stay")


def heard(ring: Ring, seconds: int, errand: Stay | None = None) -> list[tuple[int, Word]]:
    """Every word of so many seconds, and when."""
    now, errand = BEGAN, errand or Stay("r", BEGAN + 14400, asked=BEGAN)
    words = []
    while (now := next_word(ring, errand, now)) <= BEGAN + seconds:
        word, errand = words_due(ring, errand, now)
        if word:
            words.append((int(now - BEGAN), word))
    return words


def test_a_word_every_two_minutes_and_soon_that_nobody_else_is_there() -> None:
    assert heard(RING, 500) == [
        (30, Word("alone")),
        (120, Word("minutes", 2)),
        (240, Word("minutes", 4)),
        (360, Word("minutes", 6)),
        (480, Word("minutes", 8)),
    ]


def test_who_is_second_is_said_in_the_place_of_that() -> None:
    word, errand = words_due(replace(RING, second="bo"), Stay("r", 0, asked=BEGAN), BEGAN + 20)

    assert word == Word("second")
    assert heard(replace(RING, second="bo"), 130, errand) == [(120, Word("minutes", 2))]


def test_a_second_who_comes_late_is_still_told_of() -> None:
    alone = Stay("r", 0, asked=BEGAN, alone=True)

    assert words_due(replace(RING, second="bo"), alone, BEGAN + 60)[0] == Word("second")


def test_silence_is_counted_from_the_moment_somebody_is_asked_in() -> None:
    silent = replace(RING, counting=BEGAN + 200)
    told = Stay("r", 0, asked=BEGAN, alone=True, words=1)

    assert heard(silent, 290, told) == [
        (215, Word("silent", 15)),
        (230, Word("silent", 30)),
        (240, Word("minutes", 4)),
        (245, Word("silent", 45)),
        (260, Word("act", 60)),
    ]


def test_a_second_silence_is_counted_from_its_own_beginning() -> None:
    counted = Stay("r", 0, asked=BEGAN, alone=True, words=9, counting=BEGAN, counted=60)
    again = replace(RING, counting=BEGAN + 600)

    assert words_due(again, counted, BEGAN + 615)[0] == Word("silent", 15)


def test_what_was_late_is_said_once_and_not_made_up_for() -> None:
    word, errand = words_due(RING, Stay("r", 0, asked=BEGAN, alone=True), BEGAN + 700)

    assert word == Word("minutes", 10)
    assert words_due(RING, errand, BEGAN + 701)[0] is None
