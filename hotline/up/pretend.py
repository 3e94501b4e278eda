"""The pretend carrier: what is plugged in where there is no account, so that anybody can try it."""

from __future__ import annotations

import functools
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from hotline.up.ours import program, with_code
from hotline.up.process import Process

LINE = "+12025550100"  # a number of fiction
_OURS = ("HOTLINE_", "TWILIO_", "REDIS_URL")


@dataclass(frozen=True, slots=True)
class Pretence:
    """A made-up account at a carrier on this machine, for a web process on `web_port`."""

    environ: Mapping[str, str]  # what everybody else is told
    web_port: int
    port: int

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}/"

    def process(self) -> Process:
        web = f"http://localhost:{self.web_port}/webhooks"
        numbers = (self.environ.get(name, "").strip() for name in _NUMBERS)
        told = {name: self.environ[name] for name in _TOLD} | {
            "HOTLINE_NUMBERS": ",".join(filter(None, numbers)),
            "REHEARSAL_PORT": str(self.port),
            "REHEARSAL_TEXT_URL": f"{web}/text",
            "REHEARSAL_CALL_URL": f"{web}/call",
            "REHEARSAL_CALL_STATUS_URL": f"{web}/call/status",
        }
        others = {k: v for k, v in self.environ.items() if not k.startswith(_OURS)}
        return Process(
            name="pretend carrier",
            argv=program("hotline.rehearsal"),
            env=with_code(others) | told,
            ready=functools.partial(_listens, self.port),
            last=True,  # a worker may be in the middle of sending
            silent=True,  # we say ourselves where it is
        )


_TOLD = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")
_NUMBERS = ("HOTLINE_NUMBERS", "HOTLINE_INSIDE_NUMBERS")  # to a carrier they are all alike


def pretend(environ: Mapping[str, str], web_port: int, port: int) -> Pretence:
    """A new account each time: it is nobody's and nothing depends on it."""
    real = ("TWILIO_ACCOUNT_SID_FILE", "TWILIO_AUTH_TOKEN_FILE")
    told = {name: value for name, value in environ.items() if name not in real}
    told["HOTLINE_NUMBERS"] = environ.get("HOTLINE_NUMBERS", "").strip() or LINE
    told |= {
        "TWILIO_ACCOUNT_SID": f"AC{secrets.token_hex(16)}",
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TWILIO_API_URL": f"http://127.0.0.1:{port}",
        "HOTLINE_PUBLIC_URL": f"http://localhost:{web_port}",
    }
    return Pretence(told, web_port, port)


def wanted(environ: Mapping[str, str]) -> bool:
    """Whether there is no account, neither in the environment nor in a file."""
    names = ("TWILIO_ACCOUNT_SID", "TWILIO_ACCOUNT_SID_FILE")
    return not any(environ.get(name, "").strip() for name in names)


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1.0):
            return True
    except OSError:
        return False
