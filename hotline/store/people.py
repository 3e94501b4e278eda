"""The roster: everybody in one sealed record, and a tag for each number to find whose it is."""

from __future__ import annotations

from hotline.domain.people import Person, Roster
from hotline.domain.phone import Phone
from hotline.errors import SealBroken
from hotline.store import keys, records
from hotline.store.commit import ANY, Write, commit
from hotline.store.keyring import Keyring
from hotline.store.vault import LASTING, STAMP, Box
from hotline.store.wire import Wire

_PURPOSE = "people"


class People:
    """As `desk.boards.People` describes them.

    A roster that does not open raises SealBroken: as if empty, it would be written over.
    """

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire, self._keyring = wire, keyring

    def read(self) -> Roster:
        (sealed,) = self._wire.ask(("GET", keys.ROSTER))
        if not sealed:
            return Roster()
        blob = self._box().open(_PURPOSE, sealed, keys.ROSTER)
        return Roster(records.rows(Person, blob), sealed[:STAMP])

    def write(self, read: Roster, people: tuple[Person, ...]) -> bool:
        box = self._box()
        sealed = box.seal(_PURPOSE, records.pack_rows(people), keys.ROSTER)
        before, after = _numbers(read.people), _numbers(people)
        gone = [Write(_place(box, phone), ANY) for phone in before if phone not in after]
        fresh = [
            Write(_place(box, phone), ANY, box.seal(_PURPOSE, id.encode(), _place(box, phone)))
            for phone, id in after.items()
            if before.get(phone) != id
        ]
        roster = Write(keys.ROSTER, read.stamp, sealed)
        return commit(self._wire, [roster, *gone, *fresh], durable=True)

    def whose(self, phone: Phone) -> str | None:
        box = self._box()
        place = _place(box, phone)
        (sealed,) = self._wire.ask(("GET", place))
        try:
            return box.open(_PURPOSE, sealed, place).decode() if sealed else None
        except SealBroken:
            return None

    def _box(self) -> Box:
        return self._keyring.box(LASTING)


def _numbers(people: tuple[Person, ...]) -> dict[Phone, str]:
    return {phone: person.id for person in people for phone in person.numbers}


def _place(box: Box, phone: Phone) -> str:
    return keys.whose(box.tag("whose", phone.e164))
