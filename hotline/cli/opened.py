"""The desk of a command: the line that runs here, or the one the environment names."""

from __future__ import annotations

import os

from hotline.cli.begin import begin
from hotline.desk.tools import Desk
from hotline.settings import Settings, read_settings
from hotline.store import Store
from hotline.up.running import borrow
from hotline.wiring import build, open_for


def opened() -> tuple[Desk, Settings]:
    """Raises FaultySettings."""
    begin()
    settings = read_settings(borrow(os.environ))
    return build(settings, open_for(settings, web=True)), settings


def opened_store() -> tuple[Settings, Store]:
    """Only its store, with the patience of a command. Raises FaultySettings."""
    begin()
    settings = read_settings(borrow(os.environ))
    return settings, open_for(settings)
