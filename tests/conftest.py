"""Shared by all tests: a real store on a private socket, empty for each test."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import redis

from hotline.flow.edition import Edition, edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.store import Store, open_store
from hotline.up.embedded import server_binary

# How long an example takes is the machine's business, not a fault.
hypothesis.settings.register_profile("ours", deadline=None)
hypothesis.settings.load_profile("ours")

SECRET = b"s" * 32
FLOWS = Path(__file__).parents[1] / "flows"


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The line as it comes, in `flows/`."""
    loaded = load(read_folder(FLOWS))
    assert loaded.book, loaded.faults
    return edition_of(loaded.book)


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """A Valkey of our own, append-only and synchronous as `hotline up` runs it."""
    with tempfile.TemporaryDirectory(prefix="hl") as folder:
        path = Path(folder) / "s"
        argv = [
            str(server_binary()), "--port", "0", "--unixsocket", str(path), "--dir", folder,
            "--save", "", "--appendonly", "yes", "--appendfsync", "always",
        ]  # fmt: skip
        server = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while not path.exists():
            assert time.monotonic() < end, "the store did not start"
            time.sleep(0.01)
        yield f"unix://{path}"
        server.terminate()
        server.wait()


@pytest.fixture
def connection(valkey_url: str) -> Iterator[redis.Redis]:
    """A plain connection for looking into the store; emptied before each test."""
    with redis.Redis.from_url(valkey_url) as plain:
        plain.flushall()
        yield plain


@pytest.fixture
def store(valkey_url: str, connection: redis.Redis) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(valkey_url, [SECRET], web=True)
    yield opened
    opened.connection.close()
