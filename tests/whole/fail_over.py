"""A store of several servers on this machine's loopback, with sentinels, of which one is killed."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import redis

from hotline.up.embedded import server_binary
from tests.whole.line import free_port, wait_for

NAME = "line"
SENTINELS = 3
# As docs/operating.md has it.
SERVER = {
    "appendonly": "yes", "appendfsync": "always", "save": "", "maxmemory-policy": "noeviction",
    "repl-diskless-sync-delay": "0", "slowlog-max-len": "0",
}  # fmt: skip
SENTINEL = {"down-after-milliseconds": "2000", "failover-timeout": "10000", "parallel-syncs": "1"}


@dataclass
class Servers:
    """A primary, its replicas, and the sentinels that watch them."""

    folder: Path
    replicas: int = 1
    least: int = 0  # replicas without which the primary takes no writes
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    sentinels: list[int] = field(default_factory=list)

    def open(self) -> None:
        first = self._server()
        for _ in range(self.replicas):
            self._server(replicaof=f"127.0.0.1 {first}")
        link = lambda: self.at(first).info("replication")  # noqa: E731
        wait_for(lambda: link()["connected_slaves"] == self.replicas, what="replicas follow")
        wait_for(lambda: self._on_disks(first), what="what is written is on every disk")
        self.sentinels = [self._sentinel(first) for _ in range(SENTINELS)]
        wait_for(lambda: all(map(self._knows_all, self.sentinels)), what="sentinels know all")

    @property
    def url(self) -> str:
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.sentinels)
        return f"redis+sentinel://{hosts}/{NAME}/0"

    def primary(self) -> int:
        """Where the sentinels say it is."""
        _, port = self.at(self.sentinels[0]).sentinel_get_master_addr_by_name(NAME)  # type: ignore[misc]
        return int(port)

    def lose_primary(self, how: signal.Signals = signal.SIGKILL) -> int:
        """Killed, or made to stand still: connections to it neither work nor break."""
        port = self.primary()
        self.running[port].send_signal(how)
        return port

    def back(self, port: int) -> None:
        """Where it was killed it is started anew; it learns that it is a replica now."""
        self.running[port].send_signal(signal.SIGCONT)
        if self.running[port].poll() is not None:
            self._server(port)

    def close(self) -> None:
        for process in self.running.values():
            process.kill()
            process.wait(10)

    def at(self, port: int) -> redis.Redis:
        return redis.Redis(port=port, socket_timeout=2)

    def _server(self, port: int = 0, **more: str) -> int:
        port = port or free_port()
        self._start(port, {**SERVER, "min-replicas-to-write": str(self.least), **more})
        wait_for(lambda: self._answers(port), what="a store answers")
        return port

    def _sentinel(self, primary: int) -> int:
        port = free_port()
        words = [f"sentinel monitor {NAME} 127.0.0.1 {primary} 2"]
        words += [f"sentinel {name} {NAME} {value}" for name, value in SENTINEL.items()]
        file = self.folder / f"sentinel-{port}.conf"
        file.write_text("\n".join((f"port {port}", *words, "")))
        self._start(port, {}, str(file), "--sentinel")
        wait_for(lambda: self._answers(port), what="a sentinel answers")
        return port

    def _start(self, port: int, options: dict[str, str], *words: str) -> None:
        folder = self.folder / str(port)
        folder.mkdir(exist_ok=True)
        argv = [str(server_binary()), *words]
        argv += [] if words else ["--port", str(port), "--bind", "127.0.0.1"]
        for name, value in options.items():
            argv += [f"--{name}", *value.split(" ")] if value else [f"--{name}", ""]
        with (self.folder / f"store-{port}.out").open("ab") as out:
            self.running[port] = subprocess.Popen(argv, cwd=folder, stdout=out, stderr=out)

    def _on_disks(self, primary: int) -> bool:
        """Not before a replica has taken over all there is, and has a file of its own."""
        trip = self.at(primary).pipeline(transaction=False).set("there", 1, ex=1)
        _, (here, elsewhere) = trip.execute_command("WAITAOF", 1, self.replicas, 1000).execute()
        return bool(here == 1 and elsewhere == self.replicas)

    def _answers(self, port: int) -> bool:
        with contextlib.suppress(redis.RedisError):
            return bool(self.at(port).ping())
        return False

    def _knows_all(self, port: int) -> bool:
        (seen,) = self.at(port).sentinel_masters().values()  # type: ignore[no-untyped-call]
        return bool(
            seen["num-slaves"] == self.replicas and seen["num-other-sentinels"] == SENTINELS - 1
        )


def moved(servers: Servers, old: int, seconds: float = 60) -> float:
    """Wait until the sentinels name another one; how long that took."""
    began = time.monotonic()
    wait_for(lambda: servers.primary() != old, seconds, "another one is the primary")
    return time.monotonic() - began
