"""The JSON Schema for editors: it accepts what the reader accepts, and refuses faults of form."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import fastjsonschema
import pytest
import yaml
from click.testing import CliRunner

from hotline.cli import main
from tests.flow.folder import BASE, SAYINGS, edited
from tests.flow.seeds import SEEDS, Seed

ROOT = Path(__file__).parents[2]
KINDS = ("flow", "phrases")
# What YAML itself forbids, and what only the reader of a whole folder can know.
_OF_FORM = {"F05", "F06", "S03", "S09"}
_KNOWN_LATER = ("fr: Quoi", "always:", "2026-13-01")


class _Editor(yaml.CSafeLoader):
    """YAML as editors read it: `no` and days are text, numbers are numbers."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":int", ":null"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@cache
def _printed(kind: str) -> str:
    return CliRunner().invoke(main, ["schema", kind]).output


@cache
def _judge(kind: str) -> Callable[[object], object]:
    judge: Callable[[object], object] = fastjsonschema.compile(json.loads(_printed(kind)))
    return judge


def _accepts(file: str, text: str) -> bool:
    judge = _judge("phrases" if "phrases/" in file else "flow")
    try:
        judge(yaml.load(text, _Editor))
    except fastjsonschema.JsonSchemaException:
        return False
    return True


FILES = [
    path
    for folder in (ROOT / "flows", BASE, ROOT / "tests/flow/folders")
    for path in sorted(folder.rglob("*.yaml"))
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_without_a_fault_are_accepted(path: Path) -> None:
    assert _accepts(path.as_posix(), path.read_text(encoding="utf-8"))


def _of_form(seed: Seed) -> bool:
    return seed.code in _OF_FORM and not any(piece in seed.after for piece in _KNOWN_LATER)


@pytest.mark.parametrize(
    "seed", [s for s in SEEDS if _of_form(s)], ids=lambda s: f"{s.code} {s.at.strip()}"
)
def test_a_fault_of_form_is_refused(seed: Seed) -> None:
    text = edited(seed.file, seed.before, seed.after)[seed.file]
    assert not _accepts(seed.file, text)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda s: f"{s.code} {s.at.strip()[:20]}")
def test_what_is_only_a_warning_is_never_refused(seed: Seed) -> None:
    if seed.severity != "error":
        text = edited(seed.file, seed.before, seed.after)[seed.file]
        assert _accepts(seed.file, text)


def test_a_misspelt_sentence_of_the_line_is_refused() -> None:
    text = edited(SAYINGS, "  stale:", "  stail:")[SAYINGS]
    assert not _accepts(SAYINGS, text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_copy_that_editors_read_is_what_the_program_prints(kind: str) -> None:
    """Renew it: `hotline schema flow > docs/schema/flow.json`, and so for phrases."""
    kept = (ROOT / f"docs/schema/{kind}.json").read_text(encoding="utf-8")
    assert kept == _printed(kind)
