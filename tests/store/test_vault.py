"""Tags and seals: for one purpose, one place, one day; and secrets that are good enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hotline.errors import SealBroken
from hotline.store.vault import STAMP, Box, Envelope, day, days

KEY = bytes(range(32))
HEAD_AND_TAIL = 13 + 16


@given(some.binary(max_size=3000))
def test_what_is_sealed_opens(blob: bytes) -> None:
    box = Box(KEY)

    assert box.open("session", box.seal("session", blob, "a"), "a") == blob


@pytest.mark.parametrize(("length", "bucket"), [(0, 512), (508, 512), (509, 2048), (9000, 32768)])
def test_a_seal_tells_little_of_how_much_is_in_it(length: int, bucket: int) -> None:
    assert len(Box(KEY).seal("session", b"x" * length, "a")) == bucket + HEAD_AND_TAIL


@pytest.mark.parametrize(
    ("key", "purpose", "name"),
    [(KEY, "session", "b"), (KEY, "errand", "a"), (KEY[::-1], "session", "a")],
)
def test_it_opens_nowhere_else(key: bytes, purpose: str, name: str) -> None:
    sealed = Box(KEY).seal("session", b"x", "a")
    with pytest.raises(SealBroken):
        Box(key).open(purpose, sealed, name)


@given(some.binary(max_size=700))
def test_bytes_from_elsewhere_do_not_open(blob: bytes) -> None:
    with pytest.raises(SealBroken):
        Box(KEY).open("session", b"\x01" + blob, "a")


def test_no_two_seals_have_the_same_stamp() -> None:
    box = Box(KEY)

    assert box.seal("session", b"x", "a")[:STAMP] != box.seal("session", b"x", "a")[:STAMP]


def test_randomness_can_be_told() -> None:
    first, second = (Box(KEY, lambda n: b"r" * n).seal("session", b"x", "a") for _ in range(2))

    assert first == second
    assert first[1:STAMP] == b"r" * 12


def test_a_tag_is_keyed_and_made_for_one_purpose() -> None:
    tags = {
        Box(KEY).tag("session", "+12025550147"),
        Box(KEY).tag("limit", "+12025550147"),
        Box(KEY).tag("seen", "+12025550147"),
        Box(KEY[::-1]).tag("session", "+12025550147"),
    }

    assert len(tags) == 4
    assert {len(tag) for tag in tags} == {16, 20}


@pytest.mark.parametrize("secrets", [(), (b"",), (b"x" * 31,), (b"x" * 32, b"")])
def test_without_a_good_secret_nothing_is_sealed(secrets: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Envelope(secrets)


def test_a_moment_has_a_day_and_what_lives_long_may_lie_under_the_one_before() -> None:
    noon, early = 20454 * 86400 + 43200.0, 20454 * 86400 + 60.0

    assert day(noon) == "day:20454"
    assert days(noon, 3600) == ("day:20454",)
    assert days(early, 3600) == ("day:20454", "day:20453")
    assert days(noon, 86400) == ("day:20454", "day:20453")
