"""People who are on for an evening that is only tried, and their phones while they ring."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from hotline.errors import Unfit
from hotline.flow.document import HandOff

NOBODY = "nobody"
_AT_ONCE = {"all at once": 50, "waves": 3, "one by one": 1}
_PEER = re.compile(r"([^\W\d_]\w*)(?:[:,\s]+([a-z]{2,3}(?:[,\s]+[a-z]{2,3})*))?\Z")


class Peer(NamedTuple):
    """Who is on, and what they speak; nothing said: whatever the caller does."""

    name: str
    languages: tuple[str, ...] = ()


def peers_of(written: Iterable[str]) -> tuple[Peer, ...]:
    """`Ana:en,es` or `Ana en es`, one for each who is on; `nobody` by itself. Raises Unfit."""
    listed = [one.strip() for one in written if one.strip()]
    return () if listed == [NOBODY] else tuple(map(_peer, listed))


def _peer(written: str) -> Peer:
    found = _PEER.match(written)
    if not found or found[1] == NOBODY:
        raise Unfit(
            f'"{written}" does not say who is on',
            "a name, then what they speak, such as Ana:en,es; or nobody",
        )
    return Peer(found[1], tuple(re.split(r"[,\s]+", found[2])) if found[2] else ())


@dataclass(slots=True)
class Phones:
    """Who is rung: the phones that ring, until when, and who comes after them."""

    ringing: dict[str, float] = field(default_factory=dict)
    next: list[Peer] = field(default_factory=list)
    at_once: int = 1
    seconds: int = 18

    def ring(self, peers: Iterable[Peer], language: str, step: HandOff, first: str) -> None:
        """Begin: who was wished for first, then who speaks the language."""
        order = sorted(
            peers,
            key=lambda p: (p.name != first, bool(p.languages) and language not in p.languages),
        )
        self.ringing, self.next = {}, order
        self.at_once, self.seconds = _AT_ONCE[step.way], step.ring

    def on_time(self, now: float) -> list[str]:
        """Phones that rang out fall still, and others begin; who is rung from now on."""
        self.ringing = {name: until for name, until in self.ringing.items() if until > now}
        begun = self.next[: max(0, self.at_once - len(self.ringing))]
        self.next = self.next[len(begun) :]
        self.ringing |= {peer.name: now + self.seconds for peer in begun}
        return [peer.name for peer in begun]

    def picked(self, name: str) -> str:
        """Whose phone that is: the one named, or the first that rings. Raises Unfit."""
        if not self.ringing:
            raise Unfit("no phone is ringing", "call first, and wait: :call, then an empty line")
        if name and name not in self.ringing:
            ringing = ", ".join(self.ringing)
            raise Unfit(f'the phone of "{name}" is not ringing', f"it rings at: {ringing}")
        return name or next(iter(self.ringing))

    def stop(self) -> None:
        """Nobody is rung any more."""
        self.ringing, self.next = {}, []
