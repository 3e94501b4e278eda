"""How our own programs are started: this Python, this code, whatever folder we are in."""

from __future__ import annotations

import functools
import http.client
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

import hotline
from hotline.up.process import Process

_CODE = str(Path(hotline.__file__).resolve().parent.parent)
_WORKER_GRACE = 8.0  # a job may be in the middle of a request to the carrier


def program(module: str, *words: str) -> list[str]:
    """`-P`: a file that happens to lie in the folder we are in is not our code."""
    return [sys.executable, "-P", "-m", module, *words]


def with_code(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment, in which Python finds our code also where it was not installed."""
    others = environ.get("PYTHONPATH", "")
    path = f"{_CODE}:{others}" if others else _CODE
    return dict(environ) | {"PYTHONPATH": path}


def web_processes(listener: socket.socket, environ: Mapping[str, str], count: int) -> list[Process]:
    """`count` of them on one socket; whoever is free takes the next request."""
    number = listener.fileno()
    port = int(listener.getsockname()[1])
    return [
        Process(
            name=f"web process {place}" if count > 1 else "web process",
            argv=program("hotline", "web", "--inherited", str(number)),
            env=with_code(environ),
            ready=functools.partial(_healthy, port) if place == 1 else None,
            sockets=(number,),
        )
        for place in range(1, count + 1)
    ]


def worker_processes(environ: Mapping[str, str]) -> list[Process]:
    """One for all there is, and one beside it that nobody's call has to wait for."""
    return [
        Process(
            name=name,
            argv=program("hotline", command),
            env=with_code(environ),
            grace=_WORKER_GRACE,
        )
        for name, command in (("worker", "worker"), ("urgent worker", "urgent"))
    ]


def clock_process(environ: Mapping[str, str]) -> Process:
    return Process(name="clock", argv=program("hotline", "clock"), env=with_code(environ))


def _healthy(port: int) -> bool:
    return ask(port, "/health")[0] == 200


def ask(port: int, path: str) -> tuple[int, bytes]:
    """GET a page of our own web process; status 0 when it does not answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2.0)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        answer = connection.getresponse()
        return answer.status, answer.read(65536)
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()
