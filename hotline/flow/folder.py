"""The flow files of a folder; the only module of this package that touches the disk."""

from __future__ import annotations

from pathlib import Path

from hotline.flow.source.lines import MOST_BYTES


def read_folder(folder: Path) -> dict[str, str]:
    """`flows/main.yaml` → its text, for every flow and phrases file.

    Bytes that are not UTF-8 stay in as half characters, for the loader to find; of a file that is
    too large only as much is read as shows that it is.
    """
    paths = sorted([*folder.glob("*.yaml"), *folder.glob("phrases/*.yaml")])
    return {path.as_posix(): _text(path) for path in paths if path.is_file()}


def _text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1).decode("utf-8", "surrogateescape")
