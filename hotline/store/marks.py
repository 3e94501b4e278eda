"""Who said STOP: a mark for each number on each line, by a tag so short that hundreds share it.

Whoever gets hold of the marks and of their key cannot list the numbers. With a thousand marks, one
in 16,000 who never said STOP shares one: what cannot wait is answered all the same, and that lifts
it. The tag is made by the key for lists, so that a mark outlives days and an exchange of secrets.
"""

from __future__ import annotations

from hotline.domain.contact import Contact, StoppedBy
from hotline.store import keys
from hotline.store.commit import ANY, Write, commit
from hotline.store.keyring import Keyring
from hotline.store.vault import LISTS
from hotline.store.wire import Wire


class Marks:
    """As `desk.records.Marks` describes them."""

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire, self._keyring = wire, keyring

    def stop(self, contact: Contact, by: StoppedBy) -> None:
        commit(self._wire, [Write(self.key(contact), ANY, by.encode())], durable=True)

    def lift(self, contact: Contact) -> None:
        commit(self._wire, [Write(self.key(contact), ANY)], durable=True)

    def stopped(self, contact: Contact) -> StoppedBy:
        (found,) = self._wire.ask(("GET", self.key(contact)))
        return by(found)

    def key(self, contact: Contact) -> str:
        """Where the mark is, for a trip that reads more than it."""
        text = f"{contact.line.e164} {contact.phone.e164}"
        return keys.stop(self._keyring.box(LISTS).tag("stop", text))


def by(found: bytes | None) -> StoppedBy:
    """What a mark says. A word that only a newer build knows is the carrier's: texts end."""
    if not found:
        return ""
    return "us" if found == b"us" else "carrier"
