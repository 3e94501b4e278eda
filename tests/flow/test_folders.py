"""Correct lines of very different kinds: no error, no warning that a coordinator would laugh at.

Each has the project's own sentences, as a collective that starts from `flows/` does.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.flow.check import check
from hotline.flow.conversation import replay
from hotline.flow.fault import Fault
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from tests.flow.city import city
from tests.flow.folder import TODAY

ROOT = Path(__file__).parents[2]
FOLDERS = ROOT / "tests/flow/folders"
LINES = ("jail", "dropin", "sexwork", "rings", "city")
# What may be said of each, and nothing else: drafts, and what the project has no French for yet.
WORTH_SAYING = {"sexwork": {("note", "T16"), ("note", "K05")}, "city": {("note", "T16")}}


def files_of(name: str) -> dict[str, str]:
    """A line's files, with the sentences of the project."""
    own = city(places=150) if name == "city" else read_folder(FOLDERS / name)
    phrases = read_folder(ROOT / "flows")
    return {**own, **{path: phrases[path] for path in phrases if "phrases/" in path}}


def found_in(name: str) -> tuple[Fault, ...]:
    return check(load(files_of(name)), replay, today=TODAY)


@pytest.mark.parametrize("name", LINES)
def test_a_correct_line_has_no_errors_and_nothing_silly_is_said_of_it(name: str) -> None:
    found = found_in(name)
    said = {(fault.severity, fault.code) for fault in found}
    assert said <= WORTH_SAYING.get(name, set()), "\n".join(map(str, found))
