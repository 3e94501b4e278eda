"""The one place with a lock: holds the world, lets things happen, carries effects out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from hotline.rehearsal.calling import Caller
from hotline.rehearsal.clock import Clock
from hotline.rehearsal.happenings import (
    DocumentCame,
    Effect,
    Event,
    Fetch,
    Hook,
    HookEnded,
    RingEnded,
    TimePassed,
)
from hotline.rehearsal.step import next_due, step
from hotline.rehearsal.world import World, has_reached

T = TypeVar("T")


class Exchange:
    """The running carrier."""

    def __init__(
        self, world: World, clock: Clock, caller: Caller, seeds: Callable[[], str]
    ) -> None:
        self._world = world
        self._caller = caller
        self._changed = threading.Condition()
        self.clock = clock
        self.seeds = seeds
        self.version = 0

    @property
    def world(self) -> World:
        return self._world

    def change(self, alter: Callable[[World, float], tuple[World, T]]) -> T:
        """Replace the world in one go; whoever waits for news is told."""
        with self._changed:
            after, result = alter(self._world, self.clock.now())
            if after is not self._world:
                self._world, self.version = after, self.version + 1
                self._changed.notify_all()
            return result

    def happen(self, event: Event) -> tuple[Effect, ...]:
        return self.change(lambda world, now: step(world, event, now))

    def perform(self, effects: Iterable[Effect]) -> list[int]:
        """Carry effects out, and whatever follows from them; the webhooks' HTTP statuses."""
        statuses: list[int] = []
        for effect in effects:
            self.change(lambda world, now, url=effect.url: (has_reached(world, url), None))  # type: ignore[misc]
            lost = isinstance(effect, Fetch) and effect.lost
            answer = self._caller.call(effect.url, effect.params, effect.token, lost)
            if isinstance(effect, Hook):
                statuses.append(answer.status)
                statuses += self.perform(self.happen(HookEnded(effect, answer, self.seeds())))
            elif isinstance(effect, Fetch):
                self.happen(DocumentCame(effect, answer))
            else:
                self.happen(RingEnded(effect, answer, self.seeds()))
        return statuses

    def take_due(self) -> tuple[bool, tuple[Effect, ...]]:
        """Let the next due thing happen: whether there was one, and what to do about it."""

        def alter(world: World, now: float) -> tuple[World, tuple[bool, tuple[Effect, ...]]]:
            after, effects = step(world, TimePassed(), now)
            return after, (after is not world, effects)

        return self.change(alter)

    def advance(self, seconds: float) -> None:
        """Move a held clock on; what is due on the way happens in order, at its own time."""
        end = self.clock.now() + seconds
        while (at := next_due(self._world)) is not None and at <= end:
            self.clock.move_to(at)
            self.perform(self.take_due()[1])
        self.clock.move_to(end)

    def catch_up(self) -> None:
        """What is due already happens now, while a held clock keeps its own thread from it."""
        if self.clock.virtual:
            self.advance(0.0)

    def hold_clock(self, held: bool) -> None:
        with self._changed:
            (self.clock.hold if held else self.clock.release)()
            self._changed.notify_all()

    def wait_for_due(self) -> None:
        """Sleep until something may be due (only the clock's thread calls this)."""
        with self._changed:
            at = None if self.clock.virtual else next_due(self._world)
            self._changed.wait(None if at is None else max(at - self.clock.now(), 0.0))
