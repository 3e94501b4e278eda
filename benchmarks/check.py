"""Processor time of the checker: the default line, one three times as large, a large city's.

python -m benchmarks.check
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from hotline.flow.check import check
from hotline.flow.conversation import replay
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from tests.flow.city import city

TIMES = 5
TODAY = date(2026, 11, 26)
Files = Mapping[str, str]


def main() -> None:
    """Print, for each line, the median and the first time, and what was found."""
    default = read_folder(Path("flows"))
    phrases = {path: text for path, text in default.items() if "phrases/" in path}
    lines = {
        "the default line": default,
        "three times as large": thrice(default),
        "300 places, 3 languages": {**city(places=300), **phrases},
    }
    for name, files in lines.items():
        took, found = zip(*(_timed(files) for _ in range(TIMES)), strict=True)
        sys.stdout.write(
            f"{name}: {median(took):.2f} s (first {took[0]:.2f});"
            f" {sum(map(len, files.values())) // 1000} kB, {found[0]} findings\n"
        )


def _timed(files: Files) -> tuple[float, int]:
    began = time.process_time()
    found = check(load(files), replay, today=TODAY)
    return time.process_time() - began, len(found)


def thrice(files: Files) -> Files:
    """The same flows two times more, with words of their own, and all the cries three times.
    A file without a start holds cries only."""
    grown = {}
    for path, text in files.items():
        root = yaml.load(text, yaml.CBaseLoader)
        if "phrases/" not in path and "start" in root:
            for mark in ("b", "c"):
                copy = path.replace(".yaml", f"{mark}.yaml")
                grown[copy] = _written(_copied(root, f"{Path(path).stem}{mark}", mark))
        root["always"] = [_more_words(entry) for entry in root.get("always", [])]
        grown[path] = _written({heading: value for heading, value in root.items() if value})
    return grown


def _copied(root: Any, flow: str, mark: str) -> Any:
    """The places of a file as another flow; a card's words are marked, so that each leads once."""
    cards = {
        name: {field: _field(field, value, mark) for field, value in card.items() if field != "ok"}
        for name, card in root.get("cards", {}).items()
    }
    groups = {group: root[group] for group in ("menus", "steps") if group in root}
    return {"flow": flow, "start": root["start"], **groups, "cards": cards}


def _field(field: str, value: Any, mark: str) -> Any:
    if field not in ("words", "alone"):
        return value
    return {language: list(_marked(words, mark)) for language, words in value.items()}


def _more_words(entry: Any) -> Any:
    grown = dict(entry)
    for kind in ("words", "alone"):
        if kind in entry:
            grown[kind] = {
                language: [*words, *_marked(words, "b"), *_marked(words, "c")]
                for language, words in entry[kind].items()
            }
    return grown


def _marked(words: list[str] | str, mark: str) -> Iterator[str]:
    for word in [words] if isinstance(words, str) else words:
        yield f"{word} {mark * 3}"


def _written(root: Any) -> str:
    return yaml.dump(root, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)


if __name__ == "__main__":
    main()
