"""Everywhere a number or a word could be left: looked at while a line runs, and afterwards."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.whole.line import WholeLine
from tests.whole.needles import Needles, search


@dataclass
class Report:
    """What was found on which surface, and how much was looked at."""

    found: dict[str, set[str]] = field(default_factory=dict)
    looked: dict[str, int] = field(default_factory=dict)

    def look(self, surface: str, blob: bytes, wanted: Needles) -> None:
        self.looked[surface] = self.looked.get(surface, 0) + len(blob)
        here = search(blob, wanted)
        if here:
            self.found.setdefault(surface, set()).update(here)


def look_everywhere(line: WholeLine, wanted: Needles) -> Report:
    """Every surface of a running line that is ours (the pretend carrier's own store is not)."""
    report = Report()
    for surface, blob in [
        *store(line),
        *files(line.folder),
        *processes(),
        *responses(line),
        *asked(line),
    ]:
        report.look(surface, blob, wanted)
    return report


def store(line: WholeLine) -> Iterator[tuple[str, bytes]]:
    """Keys, values by type, dumps, slow log."""
    connection = line.redis()
    for key in connection.scan_iter(count=1000):
        yield "store key", key
        with contextlib.suppress(Exception):  # it may expire between two looks
            yield "store value", _value(connection, key)
            yield "store dump", connection.dump(key) or b""
    for entry in connection.slowlog_get(100000):
        yield (
            "store slow log",
            entry["command"]
            if isinstance(entry["command"], bytes)
            else str(entry["command"]).encode(),
        )


def _value(connection, key: bytes) -> bytes:  # type: ignore[no-untyped-def]
    match connection.type(key):
        case b"string":
            return connection.get(key) or b""
        case b"hash":
            return b"\n".join(part for pair in connection.hgetall(key).items() for part in pair)
        case b"list":
            return b"\n".join(connection.lrange(key, 0, -1))
        case b"set":
            return b"\n".join(connection.smembers(key))
        case b"zset":
            return b"\n".join(connection.zrange(key, 0, -1))
        case _:
            return repr(connection.xrange(key)).encode()


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below the folder in which the line lives: data, state, home, outputs."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_socket():
            kind = (
                "output"
                if path.suffix == ".out"
                else "append-only file"
                if "appendonly" in str(path)
                else "monitor"
                if path.name == "monitor.txt"
                else "file"
            )
            yield kind, path.read_bytes()
            yield "file name", path.name.encode()


def processes() -> Iterator[tuple[str, bytes]]:
    """Command lines and environments of every process that may be read."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            for name, surface in (
                ("cmdline", "command line"),
                ("environ", "environment"),
                ("comm", "title"),
            ):
                with contextlib.suppress(OSError):
                    yield surface, (entry / name).read_bytes()


def memory(line: WholeLine, *names: str) -> Iterator[tuple[str, bytes]]:
    """What a process that must never see plain text holds, region by region."""
    for name in names:
        process = Path(f"/proc/{line.running[name].pid}")
        with contextlib.suppress(OSError), (process / "mem").open("rb") as mem:
            for region in (process / "maps").read_text().splitlines():
                where, rights, *_ = region.split()
                start, end = (int(edge, 16) for edge in where.split("-"))
                if rights.startswith("rw"):
                    with contextlib.suppress(OSError, ValueError, OverflowError):
                        mem.seek(start)
                        yield f"memory of the {name}", mem.read(end - start)


def responses(line: WholeLine) -> Iterator[tuple[str, bytes]]:
    """What we ever answered, head and body."""
    for answer in line.answers:
        yield "response", answer.body.encode() + repr(answer.headers).encode()


def asked(line: WholeLine) -> Iterator[tuple[str, bytes]]:
    """The addresses the carrier was asked at, and those at which it asked us: they stay in logs all
    along the way. And what rooms were called: the carrier keeps that, and nobody can erase it."""
    _, state = line.control("GET", "state")
    yield "carrier address", "\n".join(state.get("requests", [])).encode()
    yield "web address", "\n".join(state.get("webhooks", [])).encode()
    yield "room", "\n".join(room["name"] for room in state.get("rooms", [])).encode()
