"""Calls to one of us in a real store: sealed, compared and set, gone in minutes."""

from __future__ import annotations

import redis

from hotline.domain.errands import CallPeer, Due
from hotline.domain.peer_call import Asked, PeerCall, step
from hotline.domain.phone import Phone
from hotline.store import Store
from tests.store.looking import assert_only_known_keys

ID, NOW = "p" * 22, 1767283200.0
CALL = PeerCall(ID, "consent", "id-of-ana", Phone("+12025550100"), NOW + 720)


def test_a_call_comes_back_with_its_errand_and_is_forgotten(
    store: Store, connection: redis.Redis
) -> None:
    errand = CallPeer(ID, NOW + 600)
    assert store.peer_calls.write(CALL, b"", [(Due(NOW, f"{ID}-call"), errand)], NOW)

    call, _ = store.peer_calls.read(ID, NOW) or (None, b"")
    assert call == CALL
    assert_only_known_keys(connection)
    held = connection.get(f"peer:{ID}") or b""
    assert b"id-of-ana" not in held and b"consent" not in held

    store.peer_calls.forget(ID)
    assert store.peer_calls.read(ID, NOW) is None


def test_of_two_who_change_it_at_once_one_wins(store: Store) -> None:
    store.peer_calls.write(CALL, b"", [], NOW)
    call, stamp = store.peer_calls.read(ID, NOW) or (CALL, b"")
    asked, _ = step(call, Asked())

    assert store.peer_calls.write(asked, stamp, [], NOW)
    assert not store.peer_calls.write(asked, stamp, [], NOW)
    assert not store.peer_calls.write(CALL, b"", [], NOW), "its name is taken"


def test_past_its_time_it_is_as_if_it_were_not_there(store: Store) -> None:
    store.peer_calls.write(CALL, b"", [], NOW)

    assert store.peer_calls.read(ID, NOW + 720) is None
