"""The flows that are served: what is published, else the last good ones, whatever breaks."""

from __future__ import annotations

import re
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


def shelf(
    published: Published,
    kept: Path,
    files: Mapping[str, str] = FLOWS,
    ours: Mapping[str, str] = FLOWS,
) -> Shelf:
    return Shelf(published, lambda: files, lambda: ours, kept, Clock())


def older(files: Mapping[str, str]) -> dict[str, str]:
    """As a release that said less would have left them."""
    name = next(name for name in files if name.endswith("phrases/checks.yaml"))
    others = [name for name in files if name.endswith("alarms.yaml")]
    shorter = re.sub(r"(?m)^  (check\.who|check_texts):(.*\n)(    .*\n)*", "", files[name])
    assert len(shorter) < len(files[name]) - 500
    return {**{n: text for n, text in files.items() if n not in others}, name: shorter}


def test_flows_of_an_older_release_are_served_with_what_this_one_says_besides(
    tmp_path: Path,
) -> None:
    """The collective's own words stay; a sentence that they do not have yet is the line's."""
    theirs = {**older(FLOWS), MAIN: FLOWS[MAIN].replace("Hi, glad", "RIVERSIDE, glad")}
    published = Published(("theirs", theirs))
    served = shelf(published, tmp_path / "kept").edition().book

    whole = shelf(Published(), tmp_path / "whole").edition().book
    assert "RIVERSIDE" in str(served.places)
    assert served.phrases["check.who"].said == whole.phrases["check.who"].said
    assert served.words["check_texts"].by_language == whole.words["check_texts"].by_language
    with pytest.raises(FaultyFlows):
        shelf(Published(("theirs", theirs)), tmp_path / "3", theirs, {}).edition()


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
    assert served.as_published()
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
