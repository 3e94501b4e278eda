"""What the canary finds, and what it must not take for a number."""

from __future__ import annotations

import base64
import zlib

import pytest

from tests.whole.needles import needles, search

NUMBER = "+12025556478"
WANTED = needles(["zqwordofsomebody"], [NUMBER])


@pytest.mark.parametrize(
    "left",
    [
        b"session:+12025556478",
        b"id12025556478x",
        b"call 555-6478 or (202) 555-6478",
        b"caller=5556478;",
        b"%2B12025556478",
        NUMBER.encode("utf-16-le"),
        zlib.compress(b"from " + NUMBER.encode()),
        base64.b64encode(b"x" + NUMBER.encode() + b"yz"),
        (12025556478).to_bytes(8, "little"),
        b"ZqWordOfSomebody".lower(),
    ],
)
def test_however_it_is_written_it_is_found(left: bytes) -> None:
    assert search(b"before " + left + b" after", WANTED)


@pytest.mark.parametrize("moment", [b"PEXPIREAT answer:77 1795735556478", b"1795735501.5556478 x"])
def test_a_moment_is_no_number(moment: bytes) -> None:
    assert search(moment, WANTED) == set()
