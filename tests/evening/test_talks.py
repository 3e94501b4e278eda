"""Talks by text as `talks/` has them, with the real store and worker."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hotline.flow.edition import Edition, edition_of
from tests.evening.evening import ANA, BO, CONTACT, CY
from tests.evening.own_store import OwnStore
from tests.evening.real_evening import RealEvening
from tests.evening.talk import Talk

PHONES = {"contact": CONTACT, "other": "+12025550148", "ana": ANA, "bo": BO, "cy": CY}
SCENES = [
    pytest.param(scene.partition("\n")[2], id=scene.partition("\n")[0])
    for path in sorted((Path(__file__).parent / "talks").glob("*.txt"))
    for scene in path.read_text(encoding="utf-8").split("# ")[1:]
]


@pytest.fixture(scope="module")
def own() -> Iterator[OwnStore]:
    with tempfile.TemporaryDirectory(prefix="hl") as folder:
        store = OwnStore(Path(folder))
        store.start()
        yield store
        store.kill()


@pytest.mark.parametrize("script", SCENES)
def test_it_goes_as_written(edition: Edition, own: OwnStore, script: str) -> None:
    own.look.flushall()
    first, *lines = script.splitlines()
    if first == "group":
        together = replace(edition.book.rotations["peers"], texts="group")
        edition = edition_of(replace(edition.book, rotations={"peers": together}))
    night = RealEvening(edition, own)
    for store in night.every_store():  # a slow disk is no scene of these
        pool = store.errands._wire._client.connection_pool
        pool.connection_kwargs["socket_timeout"] = 20.0
    for name, phone in {"Ana": ANA, "Bo": BO}.items():
        night.peer(name, phone, "en", channels=("texts", "calls"))
    if first == "off: cy":
        night.peer("Cy", CY, "en", channels=("texts", "calls"), times=None)
    Talk(night, PHONES).plays(script if first.startswith("+") else "\n".join(lines))
