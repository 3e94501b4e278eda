"""A terminal for the commands that need a line."""

from __future__ import annotations

from pathlib import Path

import pytest
import redis

from hotline.store import Store, open_store
from tests.cli.running import ROOT, Terminal
from tests.test_settings import GOOD


@pytest.fixture
def terminal(
    valkey_url: str, connection: redis.Redis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """A line with nobody on its roster."""
    settings = {**GOOD, "REDIS_URL": valkey_url, "HOTLINE_STATE": str(tmp_path)}
    for name, value in {**settings, "HOTLINE_FLOWS": str(ROOT / "flows")}.items():
        monkeypatch.setenv(name, value)
    store: Store = open_store(valkey_url, [bytes(range(32))], web=True)
    return Terminal(store, connection)
