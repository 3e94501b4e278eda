"""Coverage-guided fuzzing of what strangers, coordinators and peers send us.

    pip install atheris
    python -m tests.fuzz [webhooks|flows|commands ...] [--seconds 600] [--corpus DIR]

Each target makes something of bytes and lets the line take it; the fuzzer keeps what reaches code
that nothing before it reached. The bytes are the dice of the same generators that the tests throw
seeds at, so that what is sent is signed, and nearly right. What it finds lies in a file beside the
corpus: the same command with that file in its place plays it again. The time is shared by the
targets, each a process of its own.

Besides, Hypothesis throws dice at whole evenings: `python -m pytest -m long tests/evening/
test_promise.py tests/web tests/desk`.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Target = Callable[[bytes], None]
REQUESTS, EDITS, TEXTS = 40, 6, 120  # in one run
SEEDS = 16


class Dice(random.Random):
    """Thrown by bytes; once these are at their end, the same each time."""

    def __init__(self, thrown: bytes) -> None:
        super().__init__(0)
        self._thrown, self._at, self._rest = thrown, 0, random.Random(0)

    def getrandbits(self, k: int) -> int:
        if self.spent():
            return self._rest.getrandbits(k)
        size = (k + 7) // 8
        some = self._thrown[self._at : self._at + size]
        self._at += size
        return int.from_bytes(some, "big") & ((1 << k) - 1)

    def random(self) -> float:
        return self.getrandbits(8) / 256  # one byte, or they were spent at once

    def spent(self) -> bool:
        return self._at >= len(self._thrown)


def webhooks() -> Target:
    """Whatever comes in is answered with 403, or with 200 and markup that runs."""
    hostile = importlib.import_module("tests.web.test_hostile")
    judge = hostile.Judge()

    def one(thrown: bytes) -> None:
        strangers, dice = hostile.Hostile(0), Dice(thrown)
        strangers.dice = dice
        for _ in range(REQUESTS):
            if dice.spent():
                return
            sent = strangers.request()
            strangers.hear(sent, judge.hear(sent))

    return one


def flows() -> Target:
    """A flow file that somebody edits is published, or told about by file and line."""
    folder = importlib.import_module("tests.flow.folder")
    odd = importlib.import_module("tests.web.test_hostile").ODD
    before = folder.base()
    pieces = sorted({line for text in before.values() for line in text.splitlines()})

    def one(thrown: bytes) -> None:
        dice, files = Dice(thrown), dict(before)
        for _ in range(dice.randrange(1, EDITS)):
            name = dice.choice(sorted(files))
            files[name] = _edited(dice, files[name], pieces, odd)
        for fault in folder.findings(files):
            assert fault.where.file in files or fault.where.file.startswith("flows"), fault
            assert fault.what
            assert str(fault)

    return one


def _edited(dice: Dice, text: str, pieces: list[str], odd: list[str]) -> str:
    lines = text.splitlines() or [""]
    at = dice.randrange(len(lines))
    match dice.randrange(7):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, dice.choice(pieces))
        case 2:
            lines[at] = dice.choice((" ", "  ", "    ")) + lines[at]
        case 3:
            lines[at] = lines[at].removeprefix("  ")
        case 4:
            place = dice.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:place] + dice.choice(odd)[:40] + lines[at][place:]
        case 5:
            lines[at] = lines[at].partition(":")[0] + ": " + dice.choice(pieces).partition(":")[2]
        case _:
            other = dice.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines) + "\n"


def commands() -> Target:
    """Peers and contacts who write: no text meets the wrong phone, none is lost untold."""
    hunt = importlib.import_module("tests.desk.hunt")
    edition = importlib.import_module("tests.desk.pretend").default_edition()
    said = importlib.import_module("tests.web.test_hostile")
    words = (*(c.form for c in _commands()), *said.WORDS, *said.ODD[:40], "1", "2", "9", "@123")

    def one(thrown: bytes) -> None:
        dice = Dice(thrown)
        night = hunt.Night(edition, 1, inside=dice.choice((0, 3)))
        night.dice = dice
        for _ in range(TEXTS):
            if dice.spent():
                break
            if dice.random() < 0.3:
                phone, line = dice.choice(
                    sorted(night.chats, key=lambda chat: chat[0].e164 + chat[1].e164)
                )
                body = " ".join(dice.choice(words) for _ in range(dice.randrange(1, 4)))
                night.text(phone, body, line)
            else:
                night.act()
            night.tick()
        night.dice = random.Random(0)
        night.settle()
        assert night.wrong == []

    return one


def _commands() -> Any:
    return importlib.import_module("hotline.domain.peer_commands").COMMANDS


TARGETS: dict[str, Callable[[], Target]] = {
    "webhooks": webhooks,
    "flows": flows,
    "commands": commands,
}


def run(name: str, rest: list[str]) -> None:
    """In this process; the fuzzer ends it."""
    import atheris  # not among our pinned ones: it has no wheels for some of our systems

    logging.disable(logging.CRITICAL)
    with atheris.instrument_imports(include=["hotline"], enable_loader_override=False):
        one = TARGETS[name]()
    atheris.Setup([f"fuzz {name}", *rest], one)
    atheris.Fuzz()


def main() -> int:
    told = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    told.add_argument("targets", nargs="*", default=list(TARGETS))
    told.add_argument("--seconds", type=int, default=600)
    told.add_argument("--corpus", type=Path, default=Path(".hotline-fuzz"))
    given = told.parse_args()
    found = 0
    for name in given.targets:
        folder = given.corpus / name
        folder.mkdir(parents=True, exist_ok=True)
        for seed in range(SEEDS):  # short ones would be spent before anything has happened
            (folder / f"seed-{seed:02}").write_bytes(random.Random(seed).randbytes(1024))
        each = given.seconds // len(given.targets)
        options = [f"-max_total_time={each}", "-max_len=4096", "-timeout=120", "-len_control=0"]
        options += [f"-artifact_prefix={folder}-found-", str(folder)]
        argv = [sys.executable, "-c", f"import tests.fuzz; tests.fuzz.run({name!r}, {options!r})"]
        found |= subprocess.run(argv, check=False).returncode
    return found


if __name__ == "__main__":
    sys.exit(main())
