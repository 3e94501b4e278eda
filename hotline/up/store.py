"""The store on this machine: a private socket, every write on disk before it is answered."""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Mapping
from pathlib import Path

from hotline.up import socket_folder, word
from hotline.up.process import Process
from hotline.up.server import Server

LOG = "store.log"
_OPTIONS = {
    "port": "0",  # nobody comes in but by the socket
    "unixsocketperm": "700",
    "dir": ".",  # the folder it is started in: its own parser cannot take a path with spaces
    "appendonly": "yes",
    "appendfsync": "always",
    "save": "",  # no snapshots
    "maxmemory-policy": "noeviction",
    "slowlog-max-len": "0",  # logs of commands hold their arguments
    "logfile": LOG,
    "loglevel": "warning",
    "crash-log-enabled": "no",  # a crash report shows the last command
    "daemonize": "no",
}
_LARGE_COMMANDS = {
    "commandlog-large-request-max-len": "0",
    "commandlog-large-reply-max-len": "0",
}


def store_process(server: Server, data: Path, socket_dir: Path) -> Process:
    """`data` keeps its file. It gets none of our environment: it needs no secret of ours."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    address = socket_folder.socket_in(socket_dir)
    options = _OPTIONS | (_LARGE_COMMANDS if server.logs_large_commands else {})
    options |= {"unixsocket": str(address)}
    argv = [str(server.path)]
    for name, value in options.items():
        argv += [f"--{name}", value]
    return Process(
        name="store",
        argv=argv,
        env=_plain_environment(os.environ),
        ready=functools.partial(word.answers, address),
        patience=60.0,  # a long file takes its time to be read
        grace=10.0,
        last=True,
        orphaned=signal.SIGTERM,  # let it finish its file
        folder=data,
        silent=True,
        log=data / LOG,
    )


def redis_url(socket_dir: Path) -> str:
    return f"unix://{socket_folder.socket_in(socket_dir)}"


def _plain_environment(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: environ[name] for name in ("PATH", "TZ") if name in environ} | {"LC_ALL": "C"}
