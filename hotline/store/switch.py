"""The line's switch: one word, about nobody."""

from __future__ import annotations

from hotline.domain.standing import STATES, State
from hotline.store import keys
from hotline.store.commit import ANY, Write, commit
from hotline.store.wire import Wire


class Switch:
    """As `desk.boards.Switch` describes it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def read(self) -> State:
        """A word that only a newer build knows is read as closed: then nobody is rung in error."""
        (found,) = self._wire.ask(("GET", keys.SWITCH))
        if not found:
            return "open"
        return next((state for state in STATES if state == found.decode()), "closed")

    def write(self, state: State) -> None:
        commit(self._wire, [Write(keys.SWITCH, ANY, state.encode())], durable=True)
