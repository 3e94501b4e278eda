"""What one of us writes and hears, as written in `peers/`, with the real store and worker."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.flow.edition import Edition
from tests.evening.calls_as_text import Played, Scene, scenes
from tests.evening.own_store import OwnStore
from tests.evening.real_evening import RealEvening


@pytest.fixture(scope="module")
def own() -> Iterator[OwnStore]:
    with tempfile.TemporaryDirectory(prefix="hl") as folder:
        store = OwnStore(Path(folder))
        store.start()
        yield store
        store.kill()


@pytest.mark.parametrize(
    "scene", list(scenes(Path(__file__).parent / "peers")), ids=lambda s: s.title
)
def test_it_goes_as_written(edition: Edition, own: OwnStore, scene: Scene) -> None:
    own.look.flushall()
    night = RealEvening(edition, own, reminds=True)
    for store in night.every_store():  # a slow disk is no scene of these
        pool = store.errands._wire._client.connection_pool
        pool.connection_kwargs["socket_timeout"] = 20.0
    Played(edition, night).play(scene)
