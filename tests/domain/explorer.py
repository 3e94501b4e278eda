"""Walks through everything that can happen, breadth first, and says what went wrong and how.

An edge is `sys` (our worker, our watch), `env` (the carrier, time), `human` or `fault`. A world is
stuck when nothing but a human or a fault could ever make it good again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

World = Hashable
Edge = tuple[str, object, World]  # kind, what happened, and then

LIMIT = 3_000_000


class Broken(Exception):
    """What must never happen, about to happen."""


@dataclass(frozen=True)
class Explored:
    """`fault` is empty when all is well; else `transcript` is the shortest way to it."""

    states: int
    edges: int
    fault: str = ""
    transcript: tuple[str, ...] = ()

    def __str__(self) -> str:
        steps = "\n".join(f"  {n:2} {step}" for n, step in enumerate(self.transcript, 1))
        return f"{self.fault or 'well'}: {self.states} states, {self.edges} edges\n{steps}"


def explore(
    start: World,
    edges: Callable[[World], Iterable[Edge]],
    good: Callable[[World], bool],
) -> Explored:
    """All that can be reached from `start`. `edges` raises Broken where safety is violated."""
    number: dict[World, int] = {start: 0}
    worlds: list[World] = [start]
    parents: list[tuple[int, object]] = [(-1, "")]
    before: list[list[int]] = [[]]  # by sys and env edges only
    queue, count = deque([0]), 0

    def told(index: int, *last: str) -> tuple[str, ...]:
        steps: list[str] = list(reversed(last))
        while index > 0:
            index, label = parents[index]
            steps.append(_said(label))
        return tuple(reversed(steps))

    while queue:
        here = queue.popleft()
        try:
            following = list(edges(worlds[here]))
        except Broken as broken:
            return Explored(
                len(worlds), count, str(broken.args[0]), told(here, _said(broken.args[1]))
            )
        for kind, label, world in following:
            count += 1
            there = number.get(world)
            if there is None:
                there = number[world] = len(worlds)
                worlds.append(world)
                parents.append((here, (kind, label)))
                before.append([])
                queue.append(there)
                assert there < LIMIT, "too many states"
            if kind in {"sys", "env"}:
                before[there].append(here)
    hopeful = [index for index, world in enumerate(worlds) if good(world)]
    saved = set(hopeful)
    while hopeful:
        for earlier in before[hopeful.pop()]:
            if earlier not in saved:
                saved.add(earlier)
                hopeful.append(earlier)
    stuck = next((index for index in range(len(worlds)) if index not in saved), None)
    if stuck is None:
        return Explored(len(worlds), count)
    return Explored(len(worlds), count, "stuck", told(stuck, f"and then nothing: {worlds[stuck]}"))


def _said(label: object) -> str:
    match label:
        case (str(kind), (str(what), *about)):
            return f"{kind:5} {what} {' '.join(str(part) for part in about)}".rstrip()
    return str(label)
