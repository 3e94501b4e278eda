"""The small correct line in `base/`, and how one edit of it is made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hotline.flow.check import check
from hotline.flow.fault import Fault
from hotline.flow.folder import read_folder
from hotline.flow.load import load

TODAY = date(2026, 11, 26)
BASE = Path(__file__).parent / "base"
MAIN, INTAKE, SAYINGS = "flows/main.yaml", "flows/intake.yaml", "flows/phrases/line.yaml"


def base() -> dict[str, str]:
    """Its files, named as in a repository."""
    files = read_folder(BASE)
    return {f"flows/{Path(name).relative_to(BASE).as_posix()}": files[name] for name in files}


def edited(file: str, before: str, after: str) -> dict[str, str]:
    """The base with the first `before` of a file replaced; an empty one means: at its end."""
    files = base()
    text = files.get(file, "")
    assert before in text, f"{before!r} is not in {file}"
    files[file] = text.replace(before, after, 1) if before else text + after
    return files


def findings(files: dict[str, str]) -> tuple[Fault, ...]:
    """What `hotline check` would print on a day of 2026."""
    return check(load(files), today=TODAY)


def line_of(text: str, snippet: str) -> int:
    """The line on which a snippet begins."""
    assert snippet in text, f"{snippet!r} is not there"
    return text.count("\n", 0, text.index(snippet)) + 1
