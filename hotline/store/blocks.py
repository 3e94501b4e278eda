"""Blocks: each a key of its own that ends by itself, named by a short tag under the `lists` key.

A tag of 24 bits fits hundreds of numbers: whoever takes the store and its keys cannot list whom it
means, and one in some ten thousand callers may be kept from people in error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotline.domain.blocks import EVERYBODY, Block, Kept, Size
from hotline.domain.phone import Phone
from hotline.store import keys
from hotline.store.commit import ANY, Write, commit
from hotline.store.keyring import Keyring
from hotline.store.vault import LISTS
from hotline.store.wire import Wire

_ALL = "all"
_PAGE = 1000  # keys looked at in one trip


class Blocks:
    """As `desk.boards.Blocks` describes them."""

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire, self._keyring = wire, keyring

    def mark(self, line: Phone, phone: Phone) -> str:
        return self._keyring.box(LISTS).tag("block", f"{line.e164} {phone.e164}")

    def add(self, mark: str, size: Size, peer: str) -> None:
        key = keys.block(mark, peer if size.own else _ALL)
        commit(self._wire, [Write(key, ANY, b"1", size.life)], durable=True)

    def of(self, mark: str, peers: Sequence[str]) -> Kept:
        names = [keys.block(mark, who) for who in (_ALL, *peers)]
        ((everybody, *own),) = self._wire.ask(("MGET", *names))
        kept = (peer for peer, found in zip(peers, own, strict=True) if found)
        return Kept(bool(everybody), frozenset(kept))

    def all(self, now: float) -> list[Block]:
        found = []
        for key in self._keys("*"):
            _, mark, who = key.split(":")
            (left,) = self._wire.ask(("TTL", key))
            if left > 0:  # it may just have ended
                found.append(Block(mark, EVERYBODY if who == _ALL else who, now + left))
        return sorted(found, key=lambda block: (block.until, block.mark, block.peer))

    def lift(self, mark: str) -> int:
        names = list(self._keys(mark))
        commit(self._wire, [Write(name, ANY) for name in names], durable=True)
        return len(names)

    def lift_one(self, block: Block) -> None:
        key = keys.block(block.mark, block.peer or _ALL)
        commit(self._wire, [Write(key, ANY)], durable=True)

    def _keys(self, mark: str) -> Iterator[str]:
        cursor: int | str = 0
        seen: set[str] = set()
        while True:
            pattern = keys.block(mark, "*")
            ((at, page),) = self._wire.ask(("SCAN", cursor, "MATCH", pattern, "COUNT", _PAGE))
            seen |= {key.decode() for key in page}
            cursor = int(at)
            if not cursor:
                break
        yield from seen
