"""Calls, from the front door to the last word, as written in the transcripts beside this file."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.flow.edition import Edition
from tests.evening.calls_as_text import Played, Scene, scenes


@pytest.mark.parametrize("scene", list(scenes(Path(__file__).parent)), ids=lambda s: s.title)
def test_it_goes_as_written(edition: Edition, scene: Scene) -> None:
    Played(edition).play(scene)
