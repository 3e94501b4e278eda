"""The published flows: the truth about what the line says, also after a restart."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping

from hotline.errors import SealBroken
from hotline.store import keys
from hotline.store.commit import ABSENT, ANY, Write, commit
from hotline.store.keyring import Keyring
from hotline.store.vault import LASTING, STAMP
from hotline.store.wire import Wire

_PURPOSE = "flows"


class Flows:
    """The newest published version."""

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire, self._keyring = wire, keyring

    def revision(self) -> str | None:
        """The digest of what is published, None while nothing is. Raises StoreAway."""
        (found,) = self._wire.ask(("GET", keys.REVISION))
        return found.decode() if found else None

    def published(self) -> tuple[str, Mapping[str, str]] | None:
        """(digest, name → text); None while nothing is, or nothing that opens. Raises StoreAway."""
        (sealed,) = self._wire.ask(("GET", keys.FILES))
        if not sealed:
            return None
        try:
            blob = self._keyring.box(LASTING).open(_PURPOSE, sealed, keys.FILES)
        except SealBroken:
            return None
        held = json.loads(zlib.decompress(blob))
        return held["revision"], held["files"]

    def seed(self, files: Mapping[str, str], revision: str) -> bool:
        """Publish, only if nothing is published yet. Raises StoreAway."""
        return self._publish(files, revision, ABSENT)

    def publish(self, files: Mapping[str, str], revision: str, started_from: str) -> bool:
        """Publish, only over what these files were made from. Raises StoreAway."""
        (sealed,) = self._wire.ask(("GET", keys.FILES))
        if not sealed or self.revision() != started_from:
            return False
        return self._publish(files, revision, sealed[:STAMP])

    def _publish(self, files: Mapping[str, str], revision: str, wanted: bytes) -> bool:
        blob = zlib.compress(json.dumps({"revision": revision, "files": dict(files)}).encode())
        sealed = self._keyring.box(LASTING).seal(_PURPOSE, blob, keys.FILES)
        writes = [
            Write(keys.FILES, wanted, sealed),
            Write(keys.REVISION, ANY, revision.encode()),
        ]
        return commit(self._wire, writes)
