"""An evening is counted: calls, waits, places. Nothing of it is about anybody."""

from __future__ import annotations

from hotline.flow.edition import Edition
from tests.evening.evening import ANA, CONTACT, Evening


def test_calls_and_waits_of_an_evening(edition: Edition) -> None:
    night = Evening(edition)
    night.peer("Ana", ANA, "en")
    night.dial()
    night.at(18).board.answer(ANA)
    night.at(21).press(ANA, "1")
    night.at(30).board.hang_up(CONTACT)
    night.at(60)
    night.dial()
    night.at(80).board.hang_up(CONTACT)
    night.at(200)

    counts = dict(night.line.store.counts)
    assert counts.pop("calls") == 2
    assert counts == {"a peer answered": 1, "answered in 15 to 45 s": 1, "hung up while waiting": 1}
    assert not night.broken


def test_where_nobody_is_on_it_is_counted_once_and_so_is_where_a_key_leads(
    edition: Edition,
) -> None:
    night = Evening(edition)
    night.dial()
    night.at(25).press(CONTACT, "3")
    night.at(60).board.hang_up(CONTACT)
    night.at(70)

    counts = night.line.store.counts
    assert (counts["calls"], counts["nobody could"]) == (1, 1)
    assert sum(n for name, n in counts.items() if name.startswith("place ")) == 1


def test_a_store_that_is_away_loses_counts_and_nobody_notices(edition: Edition) -> None:
    night = Evening(edition)
    night.line.store.away = True
    night.dial()
    night.at(25).press(CONTACT, "3")
    night.at(60)
    assert night.board.call(CONTACT) and not night.broken and not night.line.store.counts
