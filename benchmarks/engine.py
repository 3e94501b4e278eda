"""Turns of the flow engine a second, with the session packed and unpacked each time, on one core.

python -m benchmarks.engine
"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

from hotline.domain.phone import Phone
from hotline.flow.edition import edition_of
from hotline.flow.engine import advance
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.flow.stage import Stage, World
from hotline.store import records

TURNS = 60_000
HITS = ["hi", "1", "2", "back", "menu", "3", "more", "narcan", "0", "menu"]
MISSES = ["narcn", "wher is nalxone", "hhgf", "my frend is not brething"]


def main() -> None:
    """Print turns a second for words that are known, and for those that have to be guessed."""
    book = load(read_folder(Path("flows"))).book
    assert book
    edition = edition_of(book)
    for name, bodies in (("known", HITS), ("mixed", HITS * 3 + MISSES)):
        began, held = time.perf_counter(), b""
        for body in itertools.islice(itertools.cycle(bodies), TURNS):
            stage = Stage(edition.book, edition.lexicon, World(0.0, Phone("+12025550100"), "UTC"))
            turn = advance(stage, records.session(held) if held else None, body)
            held = records.pack(turn.session) if turn.session else b""
        sys.stdout.write(f"{name}: {TURNS / (time.perf_counter() - began):.0f} turns/s\n")


if __name__ == "__main__":
    main()
