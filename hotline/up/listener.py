"""The one listening socket that all web processes share; it stays open while they are restarted."""

from __future__ import annotations

import errno
import socket

from hotline.errors import HotlineError

HERE = "127.0.0.1"  # this machine only
EVERYWHERE = "0.0.0.0"  # noqa: S104 -- a host's router reaches us from outside
_BACKLOG = 128  # calls that may wait while web processes are started again


class PortTaken(HotlineError):
    """We cannot listen there. The message says which port, why, and what to do."""


def listen(host: str, port: int, *, how_to_choose: str) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=_BACKLOG)
    except OSError as error:
        why = {
            errno.EADDRINUSE: "is taken by another program",
            errno.EACCES: "may not be opened by us; those from 1024 up may",
        }.get(error.errno or 0, "cannot be opened")
        raise PortTaken(f"Port {port} {why}. {how_to_choose}") from None


def free_port(first: int, *, tries: int = 50) -> int:
    """The first port from `first` on that nobody listens on here."""
    for port in range(first, min(first + tries, 65536)):
        try:
            with socket.create_server((HERE, port)):
                return port
        except OSError:
            continue
    with socket.create_server((HERE, 0)) as any_port:
        return int(any_port.getsockname()[1])
