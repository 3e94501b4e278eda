"""Keeps a plan running: starts in order, restarts what dies, ends everything."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from hotline.up.bell import Bell
from hotline.up.child import Child
from hotline.up.process import Plan

_ASK_AGAIN = 0.05  # seconds between two looks at something that gives no sign by itself
_LOOK = 60.0  # a look around now and then, should a signal ever be missed


class Supervisor:
    """Runs one plan to its end. One thread; `say` gets plain lines for the person who watches."""

    def __init__(self, plan: Plan, say: Callable[[str], None], bell: Bell) -> None:
        self._children = [Child(process) for process in plan.processes]
        self._say = say
        self._bell = bell

    def run(self, started: Callable[[], None] = lambda: None) -> int:
        """Until somebody asks to stop (0), or something does not start (1)."""
        try:
            if not all(self._start(child) for child in self._children):
                return 0 if self._bell.stops else 1
            started()
            while not self._bell.stops:
                self._tend()
                self._bell.wait(self._until_next_start())
            return 0
        finally:
            self._end_all()

    def wait_for(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Keep everything running until `ready` says yes; False when it did not in time."""
        end = time.monotonic() + seconds
        while not self._bell.stops and time.monotonic() < end:
            self._tend()
            if ready():
                return True
            self._bell.wait(_ASK_AGAIN)
        return False

    def _start(self, child: Child) -> bool:
        """Start it for the first time and wait until it is ready. What fails now ends it all."""
        process = child.process
        child.start()
        end = time.monotonic() + process.patience
        why = f" Why: {process.log}." if process.log else ""
        while process.ready is not None and not process.ready():
            if self._bell.stops:
                return False
            if how := child.ended():
                self._say(f"The {process.name} did not start: it {how}.{why}")
                return False
            if time.monotonic() > end:
                seconds = f"{process.patience:.0f} seconds"
                self._say(f"The {process.name} was not ready after {seconds}.{why}")
                return False
            self._bell.wait(_ASK_AGAIN)
        return not self._bell.stops

    def _tend(self) -> None:
        for child in self._children:
            if how := child.ended():
                wait = child.start_at - time.monotonic()
                self._say(f"The {child.process.name} {how}; starting it again in {wait:.1f} s.")
            elif child.pid is None and time.monotonic() >= child.start_at:
                child.start()

    def _until_next_start(self) -> float:
        due = [child.start_at for child in self._children if child.pid is None]
        return min(due) - time.monotonic() if due else _LOOK

    def _end_all(self) -> None:
        self._end([child for child in self._children if not child.process.last])
        self._end([child for child in self._children if child.process.last])

    def _end(self, children: Iterable[Child]) -> None:
        """Ask all, give each its time, kill the rest; all at once when we are asked twice."""
        running = [child for child in children if child.pid is not None]
        begin, asked = time.monotonic(), self._bell.stops
        for child in running:
            child.ask_to_end()
        while running:
            running = [child for child in running if child.alive]
            impatient = self._bell.stops > max(asked, 1)
            for child in running:
                if impatient or time.monotonic() - begin > child.process.grace:
                    child.end_now()
            if running:
                self._bell.wait(_ASK_AGAIN)
