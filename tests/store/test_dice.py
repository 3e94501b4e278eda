"""Nonces and tokens: never the same twice, whichever thread or fork draws them."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor

from hotline.store import dice


def test_what_is_drawn_has_its_size_and_never_comes_again() -> None:
    drawn = [dice.random(12) for _ in range(1000)]

    assert {len(one) for one in drawn} == {12}
    assert len(set(drawn)) == 1000
    assert len(dice.random(5000)) == 5000


def test_a_token_fits_into_an_address() -> None:
    assert re.fullmatch("[A-Za-z0-9_-]{22}", dice.token())


def test_threads_draw_for_themselves() -> None:
    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(lambda _: dice.random(12), range(2000)))
    assert len(set(drawn)) == 2000


def test_a_fork_does_not_draw_what_its_parent_will() -> None:
    dice.random(12)  # something is left over
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, dice.random(64))
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reading, 64) != dice.random(64)
