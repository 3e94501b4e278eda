"""A whole line as real processes, every output in a file: store, carrier, web, worker, clock."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import redis
from twilio.request_validator import RequestValidator

from hotline.up.embedded import server_binary

ROOT = Path(__file__).parents[2]
OURS = "+12025550100"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], object], seconds: float = 20, what: str = "") -> None:
    """Look again and again until it is so; a deadline instead of a sleep."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.02)


@dataclass
class Answer:
    """What came back over HTTP."""

    status: int
    body: str
    headers: Mapping[str, str]


@dataclass
class WholeLine:
    """The processes, and ways to use them as the carrier or a stranger would."""

    folder: Path
    extra: dict[str, str] = field(default_factory=dict)
    account: str = field(default_factory=lambda: "AC" + secrets.token_hex(16))
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    secret: str = field(
        default_factory=lambda: (
            base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        )
    )
    port: int = field(default_factory=free_port)
    carrier_port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    asked: set[tuple[str, str]] = field(default_factory=set)  # method and path
    commands: set[str] = field(default_factory=set)
    web: tuple[str, ...] = ("-m", "hotline", "web")
    inherited: tuple[int, ...] = ()  # open sockets that our processes get
    overheard: bool = True  # whether all that the store is asked is written down

    @property
    def public_url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def socket_path(self) -> Path:
        return self.folder / "s"

    def environ(self) -> dict[str, str]:
        home = self.folder / "home"
        tmp = self.folder / "tmp"
        home.mkdir(exist_ok=True)
        tmp.mkdir(exist_ok=True)
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(home),
            "TMPDIR": str(tmp),
            "HOTLINE_SECRET": self.secret,
            "HOTLINE_PUBLIC_URL": self.public_url,
            "HOTLINE_NUMBERS": OURS,
            "HOTLINE_FLOWS": str(ROOT / "flows"),
            "HOTLINE_STATE": str(self.folder / "state"),
            "REDIS_URL": f"unix://{self.socket_path}",
            "TWILIO_ACCOUNT_SID": self.account,
            "TWILIO_AUTH_TOKEN": self.token,
            "TWILIO_API_URL": f"http://127.0.0.1:{self.carrier_port}",
            "REHEARSAL_PORT": str(self.carrier_port),
            "REHEARSAL_TEXT_URL": f"{self.public_url}/webhooks/text",
            "REHEARSAL_CALL_URL": f"{self.public_url}/webhooks/call",
            "REHEARSAL_CALL_STATUS_URL": f"{self.public_url}/webhooks/call/status",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "1",
            "REHEARSAL_SPEED": "0.2",  # voices speak five times as fast
            **self.extra,
        }

    def start_all(self) -> None:
        self.start_store()
        self.start("carrier", "-m", "hotline.rehearsal")
        self.start("web", *self.web)
        for name in ("worker", "clock"):
            self.start(name, "-m", "hotline", name)
        wait_for(lambda: self.get("/health").status == 200, what="web answers")
        wait_for(lambda: self.control("GET", "state")[0] == 200, what="carrier answers")
        wait_for(lambda: self.get("/ready").status == 200, what="all is ready")

    def start_store(self) -> None:
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        self._popen(
            "store",
            [
                str(server_binary()), "--port", "0", "--unixsocket", str(self.socket_path),
                "--dir", ".", "--save", "", "--appendonly", "yes", "--appendfsync", "always",
                "--maxmemory-policy", "noeviction",
                *(("--slowlog-log-slower-than", "0", "--slowlog-max-len", "100000")
                  if self.overheard else ()),
            ],
            cwd=data,
        )  # fmt: skip
        wait_for(self._store_answers, what="store answers")
        if self.overheard:
            Thread(target=self._overhear, daemon=True).start()

    def _overhear(self) -> None:
        """Write down every command that the store is given, as whoever runs the host could."""
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_UNIX) as plug,
            (self.folder / "monitor.txt").open("ab") as out,
        ):
            plug.connect(str(self.socket_path))
            plug.sendall(b"MONITOR\r\n")
            while heard := plug.recv(65536):
                out.write(heard)
                out.flush()

    def start(self, name: str, *argv: str, **other: str) -> None:
        """Start a process of ours; `other` is what is different in its environment."""
        self.commands.add(name)
        self._popen(name, [sys.executable, *argv], cwd=self.folder, **other)

    def _popen(self, name: str, argv: list[str], cwd: Path, **other: str) -> None:
        with (self.folder / f"{name}.out").open("ab") as out:
            self.running[name] = subprocess.Popen(
                argv, cwd=cwd, env={**self.environ(), **other}, stdout=out, stderr=out,
                start_new_session=True, pass_fds=self.inherited,
                restore_signals=name != "store",  # a full disk is an error to it, not its end
            )  # fmt: skip

    def _store_answers(self) -> bool:
        try:
            return bool(self.redis().ping())
        except redis.exceptions.RedisError:
            return False

    def redis(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.socket_path), socket_timeout=5)

    def kill(self, name: str, how: signal.Signals = signal.SIGKILL) -> None:
        """End a process; with its whole group where it is killed outright."""
        process = self.running.pop(name)
        with contextlib.suppress(ProcessLookupError):
            if how == signal.SIGKILL:
                os.killpg(process.pid, how)
            else:
                process.send_signal(how)
        process.wait(15)

    def kill_ours(self) -> None:
        for name in ("web", "worker", "clock"):
            self.kill(name, signal.SIGTERM)

    def stop_all(self) -> None:
        for name in ("web", "worker", "clock", "carrier", "store"):
            if name in self.running:
                self.kill(name, signal.SIGTERM)

    def command(self, *words: str, typed: str = "") -> int:
        """Run a command as a coordinator would; what it says is kept beside the logs."""
        self.commands.add(words[0])
        with (self.folder / "command.out").open("ab") as out:
            done = subprocess.run(
                [sys.executable, "-m", "hotline", *words],
                cwd=self.folder, env=self.environ(), input=typed.encode(), stdout=out, stderr=out,
                check=False, timeout=60,
            )  # fmt: skip
        return done.returncode

    # as a stranger

    def ask(
        self,
        method: str,
        path: str,
        body: str | bytes = b"",
        headers: Mapping[str, str] = {},
    ) -> Answer:
        self.asked.add((method, path.partition("?")[0]))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            answer = Answer(
                response.status,
                response.read().decode("utf-8", "replace"),
                dict(response.getheaders()),
            )
        except OSError:
            answer = Answer(0, "", {})
        finally:
            connection.close()
        self.answers.append(answer)
        return answer

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def raw(self, data: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as plug:
            plug.sendall(data)
            plug.settimeout(2)
            with contextlib.suppress(OSError):
                return plug.recv(65536)
        return b""

    # as the carrier

    def signed(self, path: str, form: Mapping[str, str]) -> Answer:
        return self.ask("POST", path, urllib.parse.urlencode(form), self.signature(path, form))

    def signature(self, path: str, form: Mapping[str, str]) -> dict[str, str]:
        """The headers by which a form is the carrier's."""
        signature = RequestValidator(self.token).compute_signature(self.public_url + path, form)
        return {
            "X-Twilio-Signature": signature,
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        }

    def text_form(self, sender: str, body: str, **changed: str) -> dict[str, str]:
        sid = "SM" + secrets.token_hex(16)
        return {
            "MessageSid": sid, "SmsSid": sid, "SmsMessageSid": sid, "AccountSid": self.account,
            "From": sender, "To": OURS, "Body": body, "NumMedia": "0", "NumSegments": "1",
            "SmsStatus": "received", "ApiVersion": "2010-04-01", "FromCity": "", **changed,
        }  # fmt: skip

    def text(self, sender: str, body: str, **changed: str) -> Answer:
        return self.signed("/webhooks/text", self.text_form(sender, body, **changed))

    # as somebody with a pretend phone

    def control(self, method: str, what: str, body: object = None) -> tuple[int, dict]:  # type: ignore[type-arg]
        connection = http.client.HTTPConnection("127.0.0.1", self.carrier_port, timeout=30)
        try:
            headers = {"X-Rehearsal": "1", "Content-Type": "application/json"}
            connection.request(
                method, f"/control/{what}", json.dumps(body) if body is not None else None, headers
            )
            response = connection.getresponse()
            return response.status, json.loads(response.read() or b"{}")
        except (OSError, ValueError):
            return 0, {}
        finally:
            connection.close()

    def phone(self, sender: str, body: str, media: int = 0) -> dict:  # type: ignore[type-arg]
        _, answer = self.control(
            "POST", "text", {"from": sender, "to": OURS, "body": body, "media": media}
        )
        return answer


@contextlib.contextmanager
def whole_line(
    folder: Path, web: tuple[str, ...] = WholeLine.web, **extra: str
) -> Iterator[WholeLine]:
    """A running line that is gone afterwards, whatever happens."""
    line = WholeLine(folder, extra, web=web)
    try:
        line.start_all()
        yield line
    finally:
        for name in list(line.running):
            line.kill(name)
