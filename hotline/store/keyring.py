"""The data keys as the store keeps them: made once, held in memory, forgotten with their day."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from hotline.errors import SealBroken, StoreAway
from hotline.store import dice, keys
from hotline.store.vault import LASTING, Box, Envelope, Random
from hotline.store.wire import Wire

log = logging.getLogger("hotline.store")

LOOK_EVERY = 60.0  # seconds after which we look whether the store still has the key we hold
_DAYS_HELD = 2  # today's and yesterday's


@dataclass(frozen=True, slots=True)
class Held:
    """A data key in memory, since when; without a key: that there is none in the store."""

    key: bytes | None = field(repr=False)
    box: Box | None
    since: float


class Keyring:
    """Finds the box of a data key; usually without a trip."""

    def __init__(
        self,
        wire: Wire,
        envelope: Envelope,
        random: Random = dice.random,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wire, self._envelope, self._random = wire, envelope, random
        self._monotonic = monotonic
        self._held: dict[str, Held] = {}

    def box(self, name: str) -> Box:
        """The box of this data key, made if there is none. Raises StoreAway."""
        held = self._fresh(name)
        return held.box if held and held.box else self._take(name)

    def existing(self, name: str) -> Box | None:
        """The box of this data key, None when there is none (any more). Raises StoreAway."""
        held = self._fresh(name)
        if held:
            return held.box
        if name in self._held and self._held[name].key:
            return self._take(name)
        (sealed,) = self._wire.ask(("GET", keys.data_key(name)))
        return self._hold(name, self._open(name, sealed) if sealed else None)

    def key(self, name: str) -> bytes | None:
        """The data key itself, for a backup; None when there is none. Raises StoreAway."""
        self.existing(name)
        return self._held[name].key

    def exchange(self, name: str, key: bytes) -> None:
        """Put another key in its place; other processes know it after LOOK_EVERY. Raises StoreAway.

        What it sealed so far nobody can read after that.
        """
        place = keys.data_key(name)
        self._wire.ask(("SET", place, self._envelope.seal(key, place)))
        self._hold(name, key)

    def _fresh(self, name: str) -> Held | None:
        """What we hold, if it need not be looked at again. That there is none is remembered of a
        day that is over: any other key may come to be at any moment, and what another process seals
        with it must not be missed."""
        held = self._held.get(name)
        if held is None or not (held.key or self._is_over(name)):
            return None
        return held if self._monotonic() - held.since < LOOK_EVERY else None

    def _is_over(self, name: str) -> bool:
        """Whether this is a day's key, and we hold that of a later day."""
        days = (day for day, held in self._held.items() if day.startswith("day:") and held.key)
        return name.startswith("day:") and any(day > name for day in days)

    def _take(self, name: str) -> Box:
        """Whoever writes it first wins, and all take what won.

        A store that lost its last second may have lost a key with it: we put back the one we hold.
        Whoever has another secret than the line makes none: nobody else could open it.
        """
        if name != LASTING:
            self.existing(LASTING)
        place = keys.data_key(name)
        held = self._held.get(name)
        key = (held.key if held else None) or self._envelope.fresh()
        life = ("EX", keys.DAY_KEY_LIFE) if name.startswith("day:") else ()
        sealed = self._envelope.seal(key, place)
        _, found = self._wire.ask(("SET", place, sealed, "NX", *life), ("GET", place))
        box = self._hold(name, self._open(name, found))
        if box is None:
            raise StoreAway("the store keeps nothing")
        if life and found == sealed:
            self._begin_day(name)
        return box

    def _begin_day(self, name: str) -> None:
        """The key of the day before yesterday goes, and out of the store's own file, where it would
        lie until that has grown large. A rented store may refuse; another is at it already."""
        gone = keys.data_key(f"day:{int(name.removeprefix('day:')) - _DAYS_HELD}")
        for command in (("DEL", gone), ("BGREWRITEAOF",)):
            with suppress(StoreAway):
                self._wire.ask(command)

    def _open(self, name: str, sealed: bytes) -> bytes:
        key = None
        try:
            key = self._envelope.open(sealed, keys.data_key(name))
        except SealBroken:
            log.error("a data key does not open: was HOTLINE_SECRET changed, and the old one lost?")
        if key is None:
            raise StoreAway("the store's keys are not ours")
        return key

    def _hold(self, name: str, key: bytes | None) -> Box | None:
        known = self._held.get(name)
        box = known.box if known and known.key == key else key and Box(key, self._random)
        self._held[name] = Held(key, box or None, self._monotonic())
        for old in sorted(held for held in self._held if held.startswith("day:"))[:-_DAYS_HELD]:
            self._held.pop(old, None)  # what it sealed can then be read by nobody
        return box or None
