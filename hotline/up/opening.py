"""`hotline up`: opens the line, tells the person what is there, and closes it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack

from hotline.up import running, socket_folder
from hotline.up.announcement import announce, not_ready
from hotline.up.bell import Bell
from hotline.up.house import CannotOpen, House, prepare
from hotline.up.state import StateFolder, state_path
from hotline.up.supervisor import Supervisor

_READY_WITHIN = 15.0  # seconds until we say what is still missing
Say = Callable[[str], None]


def open_line(environ: Mapping[str, str], *, port: int | None, fresh: bool, say: Say) -> int:
    """Runs until somebody stops it; 0 then. Raises CannotOpen, PortTaken, FaultySettings."""
    state = StateFolder(state_path(environ))
    if not state.open():
        raise CannotOpen(
            f"The line is already open in this folder: another `hotline up` works in {state.path}."
        )
    if fresh:
        _forget(state, say)
    with ExitStack() as closing:
        closing.callback(state.close)  # the last thing
        closing.callback(socket_folder.clear, state.path)
        closing.callback(running.erase, state.path)
        bell = closing.enter_context(Bell())
        house = prepare(environ, port, state)
        closing.enter_context(house.listener)
        return _run(house, state, bell, say)


def _run(house: House, state: StateFolder, bell: Bell, say: Say) -> int:
    supervisor = Supervisor(house.plan, say, bell)

    def started() -> None:
        port = house.settings.port
        if not supervisor.wait_for(lambda: not not_ready(port), _READY_WITHIN) and not bell.stops:
            say(f"Not ready yet: {', '.join(not_ready(port))}. It keeps trying.")
        if not bell.stops:
            announce(house, state.path, say)

    status = supervisor.run(started)
    say("The line is closed." if status == 0 else "Nothing is running now.")
    return status


def _forget(state: StateFolder, say: Say) -> None:
    if not state.is_ours():
        raise CannotOpen(
            f"{state.path} was not made by `hotline up`: look, then remove it by hand."
        )
    say(f"Forgetting all that {state.path} holds: secret, store, copies of the flows.")
    socket_folder.clear(state.path)
    state.forget()
