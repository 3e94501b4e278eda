"""Each seeded fault is found on its line, and its printed fix mends it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from hotline.flow import check
from hotline.flow.check import errors
from hotline.flow.check.rules import CODES, SINCE_RULES
from hotline.flow.load import load
from tests.flow.folder import base, edited, findings, line_of
from tests.flow.seeds import SEEDS, Seed, found_in

ROOT = Path(__file__).parents[2]
NAMES = [f"{seed.code} {seed.at.strip().splitlines()[0][:24]}" for seed in SEEDS]


def test_the_base_has_no_findings_at_all() -> None:
    assert findings(base()) == ()


@pytest.mark.parametrize("seed", SEEDS, ids=NAMES)
def test_a_seeded_fault_is_found_on_its_line(seed: Seed) -> None:
    files = edited(seed.file, seed.before, seed.after)
    expected = (seed.file, line_of(files[seed.file], seed.at), seed.severity, seed.code)
    found = [(*fault.where, fault.severity, fault.code) for fault in found_in(seed)]
    assert expected in found, "\n".join(map(str, found_in(seed)))


@pytest.mark.parametrize("seed", SEEDS, ids=NAMES)
def test_following_the_fix_leaves_nothing_to_find(seed: Seed) -> None:
    assert findings(edited(seed.file, seed.before, seed.mended or seed.before)) == ()


@pytest.mark.parametrize("seed", SEEDS, ids=NAMES)
def test_a_misspelt_heading_or_broken_line_brings_no_follow_on_findings(seed: Seed) -> None:
    if seed.code in {"F01", "F02", "F03", "F05", "F06", "S03", "S09"}:
        assert len(found_in(seed)) == 1


@pytest.mark.parametrize("seed", SEEDS, ids=NAMES)
def test_every_finding_names_a_line_and_a_fix(seed: Seed) -> None:
    for fault in found_in(seed):
        assert fault.where.line >= 1
        assert fault.where.file.startswith("flows/")
        assert fault.what
        assert fault.fix


@pytest.mark.parametrize("seed", SEEDS, ids=NAMES)
def test_what_keeps_flows_from_being_served_is_the_errors_and_nothing_else(seed: Seed) -> None:
    files = edited(seed.file, seed.before, seed.after)
    every = [fault for fault in found_in(seed) if fault.severity == "error"]
    assert list(errors(load(files))) == every


def test_two_faults_at_once_never_make_the_checker_stumble() -> None:
    pairs = random.Random(4).sample([(one, two) for one in SEEDS for two in SEEDS], 150)
    for one, two in pairs:
        files = edited(one.file, one.before, one.after)
        files[two.file] = files[two.file].replace(two.before, two.after, 1)
        assert findings(files), (one, two)
        assert {f.severity for f in errors(load(files))} <= {"error"}


def test_seeds_are_many_and_each_another() -> None:
    assert len(set(SEEDS)) == len(SEEDS) >= 70


def test_the_table_that_coordinators_read_is_what_is_found() -> None:
    page = (ROOT / "docs/flows.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z]\d\d) \| ([a-z, ]+) \| .+ \| .+ \|$", page, re.MULTILINE)
    told = {(code, severity) for code, severities in rows for severity in severities.split(", ")}
    seeded = {(seed.code, seed.severity) for seed in SEEDS}
    elsewhere = {("F11", "note"), ("M07", "warning"), ("T02", "warning"), ("S10", "error")}
    assert told == seeded | elsewhere


@pytest.mark.parametrize("table", ["BOOK_RULES", "WORD_RULES", "DAY_RULES"])
def test_no_rule_could_be_taken_out_unseen(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = getattr(check, table)
    for rule in rules:
        monkeypatch.setattr(check, table, tuple(other for other in rules if other is not rule))
        assert any(_missed(seed) for seed in SEEDS if seed.code == rule.code), rule


def _missed(seed: Seed) -> bool:
    files = edited(seed.file, seed.before, seed.after)
    where = (seed.file, line_of(files[seed.file], seed.at))
    return all((*f.where, f.code) != (*where, seed.code) for f in findings(files))


def test_every_rule_of_the_table_has_a_seeded_fault() -> None:
    compared = {rule.code for rule in SINCE_RULES}  # tests/flow/test_since.py
    assert {seed.code for seed in SEEDS} >= CODES - compared
