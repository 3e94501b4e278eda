"""The flows that are served: what is published, else the last good ones, whatever breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hotline.errors import FaultyFlows, StoreAway
from hotline.flow.folder import read_folder
from hotline.shelf import Shelf

FLOWS = read_folder(Path(__file__).parents[1] / "flows")
MAIN = next(name for name in FLOWS if name.endswith("main.yaml"))
FAULTY = {**FLOWS, MAIN: FLOWS[MAIN].replace("go: supplies.which", "go: supplies.witch")}


@dataclass
class Published:
    held: tuple[str, Mapping[str, str]] | None = None
    away: bool = False
    fetched: int = 0

    def revision(self) -> str | None:
        if self.away:
            raise StoreAway
        return self.held[0] if self.held else None

    def published(self) -> tuple[str, Mapping[str, str]] | None:
        self.fetched += 1
        return self.held

    def seed(self, files: Mapping[str, str], revision: str) -> bool:
        self.held = self.held or (revision, files)
        return True


@dataclass
class Clock:
    now: float = 0.0
    step: float = field(default=10.0)

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def shelf(published: Published, kept: Path, files: Mapping[str, str] = FLOWS) -> Shelf:
    return Shelf(published, lambda: files, kept, Clock())


def test_files_seed_an_empty_store_once(tmp_path: Path) -> None:
    published = Published()
    first = shelf(published, tmp_path / "kept").edition()
    changed = {**FLOWS, MAIN: FLOWS[MAIN] + "# changed\n"}

    assert (
        shelf(published, tmp_path / "other", changed).edition().book.revision == first.book.revision
    )


def test_a_published_fault_is_never_served_and_looked_at_once(tmp_path: Path) -> None:
    published = Published()
    served = shelf(published, tmp_path / "kept")
    good = served.edition()
    published.held = ("worse", FAULTY)
    before = published.fetched

    assert [served.edition() for _ in range(3)] == [good] * 3
    assert published.fetched == before + 1


def test_with_the_store_away_the_copy_on_disk_is_served(tmp_path: Path) -> None:
    good = shelf(Published(), tmp_path / "kept").edition()

    found = shelf(Published(away=True), tmp_path / "kept", FAULTY).edition()
    assert found.book.revision == good.book.revision


def test_a_copy_that_is_broken_gives_way_to_the_files(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("{half")

    assert shelf(Published(away=True), tmp_path / "kept").edition().book.places


def test_a_disk_that_takes_nothing_costs_the_copy_not_the_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert shelf(Published(), tmp_path / "file" / "kept").edition().book.places


def test_without_any_good_flows_nothing_is_served(tmp_path: Path) -> None:
    with pytest.raises(FaultyFlows):
        shelf(Published(away=True), tmp_path / "kept", FAULTY).edition()
