"""The dialogues that must come true, on the line as it ships."""

from pathlib import Path

import pytest

from hotline.flow.edition import Edition, edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from tests.transcripts.transcripts import Scene, play, scenes

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def edition() -> Edition:
    loaded = load(read_folder(ROOT / "flows"))
    assert loaded.book, loaded.faults
    return edition_of(loaded.book)


@pytest.mark.parametrize("scene", list(scenes(Path(__file__).parent)), ids=lambda s: s.title)
def test_it_goes_as_written(edition: Edition, scene: Scene) -> None:
    play(edition, scene)
