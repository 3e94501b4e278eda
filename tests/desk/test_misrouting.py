"""The misrouting hunt: no text ever meets the wrong phone, none is lost untold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.domain.seat import Seat
from hotline.domain.thread import contact, lane, times
from hotline.flow.edition import Edition
from tests.desk.hunt import Night
from tests.desk.pretend import default_edition

LONG = 100_000  # texts that reached somebody


@pytest.fixture(scope="module")
def edition() -> Edition:
    return default_edition()


@pytest.mark.parametrize(("seed", "inside"), [(1, 0), (2, 0), (1, 3), (2, 3)])
def test_on_a_busy_night_with_bad_luck_every_text_finds_its_reader(
    edition, seed: int, inside: int
) -> None:
    night = Night(edition, seed, inside=inside).run(1300)

    assert night.wrong == []
    assert night.lost() == []
    assert night.relayed() > 600


@pytest.mark.parametrize(("peers", "inside"), [(2, 0), (4, 0), (2, 3), (4, 3)])
def test_few_peers_with_many_threads_each(edition, peers: int, inside: int) -> None:
    night = Night(edition, 7, peers=peers, inside=inside).run(700)

    assert (night.wrong, night.lost()) == ([], [])


@pytest.mark.parametrize("inside", [0, 3])
def test_in_a_group_all_who_are_on_see_each_text_and_nobody_else(edition, inside: int) -> None:
    night = Night(edition, 5, peers=4, inside=inside, group=True).run(500)

    assert (night.wrong, night.lost(), night.unseen()) == ([], [], [])
    assert sum(len(sent.reached) > 1 for sent in night.sent.values()) > 100


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize(("inside", "group"), [(0, False), (3, False), (0, True), (3, True)])
def test_of_a_hundred_thousand_none_is_misrouted_and_none_lost_untold(
    edition, inside: int, group: bool
) -> None:
    relayed = seed = 0
    while relayed < (LONG // 5 if group else LONG):
        seed += 1
        peers = 1 + seed % 6
        night = Night(edition, 1000 + seed, peers, inside=inside, group=group).run(4000)
        assert (seed, night.wrong, night.lost(), night.unseen()) == (seed, [], [], [])
        relayed += night.relayed()
    print(
        f"{relayed} texts reached their readers on {seed} nights, {inside} inside, group: {group}"
    )


def test_words_that_come_just_before_their_sender_wishes_all_forgotten_are_no_loss(
    edition, monkeypatch
) -> None:
    night = Night(edition, 1, peers=1)
    contact = night.contacts[0]
    night.text(contact, "0")
    night.settle()
    assert night.thread(contact)

    def meanwhile() -> None:
        night.breaks = False
        night.say(contact, None, "")
        night.settle()

    monkeypatch.setattr(night, "meanwhile", meanwhile)
    monkeypatch.setattr(night.dice, "random", lambda: 0.01)  # while FORGET is answered
    night.text(contact, "forget")
    night.coming.pop()[2]()

    assert not night.thread(contact)
    assert (night.relayed(), night.lost()) == (0, [])


# Each rule taken out, the hunt has to notice, on one of some nights.

NIGHTS = (47, *range(31, 43))
INSIDE = pytest.mark.parametrize("inside", [0, 3])


@INSIDE
def test_without_the_question_after_a_change_it_would_be_found(
    edition, monkeypatch, inside: int
) -> None:
    def sure(seat: Seat, mine, unsure_until: float, now: float) -> Seat:
        return replace(seat, mine=tuple(sorted(mine)), unsure_until=0.0)

    monkeypatch.setattr(Seat, "having", sure)

    assert any(Night(edition, seed, inside=inside).run(900).wrong for seed in NIGHTS)


@INSIDE
def test_without_digits_of_its_own_for_each_question_it_would_be_found(
    edition, monkeypatch, inside: int
) -> None:
    monkeypatch.setattr(Seat, "first_key", lambda seat, now: 1)

    assert any(Night(edition, seed, inside=inside).run(900).wrong for seed in NIGHTS)


@INSIDE
def test_a_loss_that_is_not_told_would_be_found(edition, monkeypatch, inside: int) -> None:
    def silent(thread, items, *, blocked=False):
        kept = tuple(i for i in thread.items if i not in list(items))
        return replace(thread, items=kept), []

    monkeypatch.setattr(lane, "lost", silent)
    monkeypatch.setattr(times, "overdue", lambda thread, now: (thread, []))

    assert any(Night(edition, seed, inside=inside).run(900).lost() for seed in NIGHTS)


def test_a_text_that_one_of_a_group_does_not_see_would_be_found(edition, monkeypatch) -> None:
    def to_one(thread, sender, to, body, now, *, extra=False):
        return (thread, []) if extra else lane.put(thread, sender, to, body, now)

    monkeypatch.setattr(contact, "put", to_one)

    assert Night(edition, 5, peers=4, group=True).run(300).unseen()
