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
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from hotline.errors import FaultyFlows, StoreAway
from hotline.flow.check import errors
from hotline.flow.completing import completed
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
        ours: Callable[[], Mapping[str, str]],
        kept: Path,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._published, self._files, self._kept = published, files, kept
        self._ours = ours
        self._monotonic = monotonic
        self._looked = float("-inf")
        self._edition: Edition | None = None
        self._judged: str | None = None  # the published revision last looked at, good or not
        self._refused = False

    def edition(self) -> Edition:
        """The flows as published now. Raises FaultyFlows when there never was a good copy."""
        if self._monotonic() - self._looked >= LOOK_EVERY:
            self._looked = self._monotonic()
            self._refresh()
        if self._edition is None:
            self._edition = self._last_good()
        return self._edition

    def as_published(self) -> bool:
        """Whether what is served is what was published, as far as anybody could look."""
        return not self._refused

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
        revision = self._read(files).book.revision
        if self._published.seed(files, revision):
            _put(self._kept.with_name("flows.base"), revision)
            return revision
        return self._published.revision()

    def _take(self, found: tuple[str, Mapping[str, str]] | None) -> None:
        if found is None:
            return
        try:
            self._edition = self._read(found[1])
        except FaultyFlows:
            self._refused = True
            log.error("published flows have an error: they are not served, but the last good ones")
            return
        self._refused = False
        _put(self._kept, json.dumps(dict(found[1])))

    def _last_good(self) -> Edition:
        """The copy on disk; the files where it is missing, broken, or an upgrade judges harder."""
        try:
            return self._read(json.loads(self._kept.read_text(encoding="utf-8")))
        except (OSError, ValueError, FaultyFlows):
            return self._read(self._files())

    def _read(self, files: Mapping[str, str]) -> Edition:
        """What these files say; and what this release says besides, where they are older and do
        not say it yet: a newer release must not silence a line."""
        with suppress(FaultyFlows):
            return _edition(files)
        edition = _edition(files, self._ours())
        log.warning("flows of an older release: what they do not say yet is said in our words")
        return edition


def _edition(files: Mapping[str, str], ours: Mapping[str, str] | None = None) -> Edition:
    return _edition_of(tuple(sorted(files.items())), tuple(sorted((ours or {}).items())))


@lru_cache(1)
def _edition_of(files: tuple[tuple[str, str], ...], ours: tuple[tuple[str, str], ...]) -> Edition:
    """Half a second of work: an empty store that takes the files gives the same ones back."""
    loaded = load(dict(files))
    if ours and loaded.book and (whole := load(dict(ours)).book):
        loaded = replace(loaded, book=completed(loaded.book, whole))
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
