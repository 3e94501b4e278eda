"""Everything `hotline up` decides before the first process starts."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hotline.errors import HotlineError
from hotline.settings import Settings, read_settings
from hotline.up import running, socket_folder, store
from hotline.up.listener import EVERYWHERE, HERE, free_port, listen
from hotline.up.ours import clock_process, web_processes, worker_processes
from hotline.up.pretend import Pretence, pretend, wanted
from hotline.up.process import Plan, Process
from hotline.up.server import Server, find_server
from hotline.up.state import StateFolder


class CannotOpen(HotlineError):
    """The line cannot be opened like this. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class House:
    """What will run, and on what."""

    settings: Settings
    plan: Plan
    listener: socket.socket
    pretence: Pretence | None  # None: a real account
    server: Server | None  # None: a store that somebody else runs


@dataclass(slots=True)
class _Parts:
    """The environment as our processes will get it, and the processes before them."""

    environ: dict[str, str] = field(repr=False)
    first: list[Process] = field(default_factory=list)
    pretence: Pretence | None = None
    server: Server | None = None


def prepare(environ: Mapping[str, str], port: int | None, state: StateFolder) -> House:
    """Raises CannotOpen, PortTaken, FaultySettings. Nothing runs yet."""
    parts = _Parts(dict(environ) | {"HOTLINE_STATE": str(state.path)})
    if port is not None:
        parts.environ["PORT"] = str(port)
    if not _given(environ, "HOTLINE_SECRET"):
        parts.environ["HOTLINE_SECRET"] = state.secret()
    if not _given(environ, "REDIS_URL"):
        _add_store(parts, state.path)
    if wanted(environ):
        _add_pretence(parts)
    house = _house(parts)
    running.note(state.path, environ, parts.environ)
    return house


def _given(environ: Mapping[str, str], name: str) -> bool:
    return any(environ.get(key, "").strip() for key in (name, f"{name}_FILE"))


def _add_store(parts: _Parts, state: Path) -> None:
    server = find_server()
    if server is None:
        raise CannotOpen(
            "There is no store program for this machine. Install Valkey, or Redis 7.2 or newer; "
            "or set REDIS_URL to one that runs elsewhere."
        )
    folder = socket_folder.make(state)
    parts.server = server
    parts.first.append(store.store_process(server, state / "store", folder))
    parts.environ["REDIS_URL"] = store.redis_url(folder)


def _add_pretence(parts: _Parts) -> None:
    told = parts.environ.get("PORT", "").strip() or "8000"
    port = int(told) if told.isdigit() else 0  # a faulty one is said by read_settings
    parts.pretence = pretend(parts.environ, port, free_port(port + 1))
    parts.first.append(parts.pretence.process())
    parts.environ = dict(parts.pretence.environ)


def _house(parts: _Parts) -> House:
    settings = read_settings(parts.environ)
    listener = listen(
        HERE if parts.pretence else EVERYWHERE,
        settings.port,
        how_to_choose=f"Choose another one: hotline up --port {settings.port + 10}",
    )
    plan = Plan(
        (
            *parts.first,
            *web_processes(listener, parts.environ, settings.web_concurrency),
            *worker_processes(parts.environ),
            clock_process(parts.environ),
        )
    )
    return House(settings, plan, listener, parts.pretence, parts.server)
