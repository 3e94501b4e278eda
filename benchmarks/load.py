"""A client that costs little: requests are made and signed before, connections stay open."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

CONNECTIONS = 16


@dataclass
class Plug:
    """One open connection, what came back on it so far, and when its request left."""

    socket: socket.socket
    got: bytearray = field(default_factory=bytearray)
    since: float = 0.0


@dataclass(frozen=True)
class Measured:
    """Requests a second, and latencies in ms."""

    rate: float
    median: float
    p99: float


def measure(port: int, requests: list[bytes], warm_up: int) -> Measured:
    """Send all requests over a few connections; the first `warm_up` are not counted."""
    waiting = iter(requests)
    latencies: list[float] = []
    began = 0.0
    with selectors.DefaultSelector() as ready:
        for plug in _plugs(port):
            ready.register(plug.socket, selectors.EVENT_READ, plug)
            _send(plug, next(waiting))
        done = 0
        while done < len(requests):
            for key, _ in ready.select():
                plug = key.data
                if not _complete(plug):
                    continue
                done += 1
                if done == warm_up:
                    began, latencies = time.perf_counter(), []
                latencies.append((time.perf_counter() - plug.since) * 1000)
                following = next(waiting, None)
                if following is not None:
                    _send(plug, following)
        took = time.perf_counter() - began
        for key in list(ready.get_map().values()):
            key.data.socket.close()
    latencies.sort()
    return Measured(
        (len(requests) - warm_up) / took,
        latencies[len(latencies) // 2],
        latencies[int(len(latencies) * 0.99)],
    )


def _plugs(port: int) -> Iterator[Plug]:
    for _ in range(CONNECTIONS):
        yield Plug(socket.create_connection(("127.0.0.1", port)))


def _send(plug: Plug, request: bytes) -> None:
    plug.got.clear()
    plug.since = time.perf_counter()
    plug.socket.sendall(request)


def _complete(plug: Plug) -> bool:
    chunk = plug.socket.recv(65536)
    assert chunk, "the server closed a connection"
    plug.got += chunk
    head, found, body = plug.got.partition(b"\r\n\r\n")
    if not found:
        return False
    assert head.startswith(b"HTTP/1.1 200"), bytes(head[:100])
    length = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
    return len(body) >= int(length)
