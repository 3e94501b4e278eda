"""Where the flows come from: files seed an empty store once; then the store's copy is the truth.

Every process looks for a new revision every few seconds, and keeps the last good copy on disk, to
serve it while the store is away. A published version is never served with an error in it.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from hotline.errors import FaultyFlows, StoreAway
from hotline.flow.check import errors
from hotline.flow.edition import Edition, edition_of
from hotline.flow.load import load

log = logging.getLogger("hotline.flows")
LOOK_EVERY = 2.0  # seconds


class Published(Protocol):
    """The store's copy of the flows."""

    def revision(self) -> str | None: ...
    def published(self) -> tuple[str, Mapping[str, str]] | None: ...
    def seed(self, files: Mapping[str, str], revision: str) -> bool: ...


class Shelf:
    """Keeps the edition that is served now."""

    def __init__(
        self,
        published: Published,
        files: Callable[[], Mapping[str, str]],
        kept: Path,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._published, self._files, self._kept = published, files, kept
        self._monotonic = monotonic
        self._looked = float("-inf")
        self._edition: Edition | None = None
        self._judged: str | None = None  # the published revision last looked at, good or not

    def edition(self) -> Edition:
        """The flows as published now. Raises FaultyFlows when there never was a good copy."""
        if self._monotonic() - self._looked >= LOOK_EVERY:
            self._looked = self._monotonic()
            self._refresh()
        if self._edition is None:
            self._edition = self._last_good()
        return self._edition

    def _refresh(self) -> None:
        try:
            revision = self._published.revision() or self._seeded()
            if revision != self._judged:
                self._take(self._published.published())
                self._judged = revision
        except StoreAway:
            log.warning("store away: serving the last good flows")

    def _seeded(self) -> str | None:
        """An empty store takes the files, once; whoever is first wins, all serve what won."""
        files = self._files()
        revision = _edition(files).book.revision
        if self._published.seed(files, revision):
            _put(self._kept.with_name("flows.base"), revision)
            return revision
        return self._published.revision()

    def _take(self, found: tuple[str, Mapping[str, str]] | None) -> None:
        if found is None:
            return
        try:
            self._edition = _edition(found[1])
        except FaultyFlows:
            log.error("published flows have an error: serving the last good ones")
            return
        _put(self._kept, json.dumps(dict(found[1])))

    def _last_good(self) -> Edition:
        """The copy on disk; the files where it is missing, broken, or an upgrade judges harder."""
        try:
            return _edition(json.loads(self._kept.read_text(encoding="utf-8")))
        except (OSError, ValueError, FaultyFlows):
            return _edition(self._files())


def _edition(files: Mapping[str, str]) -> Edition:
    return _read(tuple(sorted(files.items())))


@lru_cache(1)
def _read(files: tuple[tuple[str, str], ...]) -> Edition:
    """Half a second of work: an empty store that takes the files gives the same ones back."""
    loaded = load(dict(files))
    if loaded.book is None or errors(loaded):
        raise FaultyFlows("the flows have errors: `hotline check` names them")
    return edition_of(loaded.book)


def _put(path: Path, text: str) -> None:
    """Put a file in place whole: a crash, or another process, never leaves half of it. A disk that
    is full or closed to us costs the copy, not the line."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.{os.getpid()}")
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    except OSError:
        log.warning("the copy of the flows on disk could not be written")
