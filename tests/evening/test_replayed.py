"""A signed request that somebody kept is sent again the night after: no phone rings for it."""

from __future__ import annotations

from typing import Any

from hotline.flow.edition import Edition
from tests.evening.evening import ANA, CONTACT, Evening

DAY = 86400


def test_no_peer_is_rung_for_a_caller_who_is_not_there(edition: Edition) -> None:
    night = Evening(edition)
    night.peer("Ana", ANA, "en")
    kept: list[tuple[str, dict[str, Any]]] = []
    post = night.client.post
    night.client.post = lambda path, **how: kept.append((path, how)) or post(path, **how)  # type: ignore[method-assign, func-returns-value]
    night.dial()
    night.at(20).board.hang_up(CONTACT)
    night.at(60)
    asked = [(path, how) for path, how in kept if path.startswith("/webhooks/call")]
    rung = len(night.line.rings.rings)
    assert asked
    assert rung == 1

    night.line.now += DAY
    night.line.rings.rings.clear()
    for path, how in asked:
        assert post(path, **how).status_code == 200
    assert night.line.rings.rings == {}
