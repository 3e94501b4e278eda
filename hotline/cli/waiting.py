"""A command waits beside somebody's phone until it is known how a call of ours to it went."""

from __future__ import annotations

from collections.abc import Mapping
from time import sleep

from hotline.desk.tools import Desk
from hotline.domain.peer_call import State

PATIENCE = 50.0  # seconds: its turn, 18 of ringing, and two times the question
_LOOK = 0.5  # seconds between two looks

WENT: Mapping[State, str] = {
    "yes": "Answered, and a key was pressed. {name}'s phone is set.",
    "no": "Answered, and they said no.",
    "silent": "Answered, and no key was pressed: perhaps a voicemail.",
    "busy": "Busy, or the call was declined.",
    "unanswered": "It rang, and nobody answered.",
    "refused": "The phone company could not ring this number.",
    "waits": "It was not rung: the line placed no call. Look at: hotline doctor",
    "asked": "It may have rung: the phone company has not said how it went.",
    "answered": "Answered, and nothing more is known.",
}


def how_it_went(desk: Desk, id: str) -> State:
    """Look at the record until it tells, or for so long; then it is forgotten. Raises StoreAway."""
    state: State = "waits"
    end = desk.now() + PATIENCE
    while desk.now() < end:
        found = desk.peer_calls.read(id, desk.now())
        if found is None:
            break
        state = found[0].state
        if found[0].over:
            break
        sleep(_LOOK)
    desk.peer_calls.forget(id)
    return state
