"""Hundreds of thousands of webhooks through the processes of `hotline up`: nothing may grow.

    python -m benchmarks.soak [webhooks, 200000]

Signed texts and calls of ever new people, as fast as they are answered, against a pretend
carrier. After each tenth it prints, for each process, memory and open files, and of the store its
keys, memory and file. Then the worker catches up, every window passes (the store's clock is moved
on by 16 days), and it says what is left.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import redis
from twilio.request_validator import RequestValidator

from benchmarks.load import measure
from tests.evening.own_store import AGE
from tests.up.watching import command
from tests.whole.line import OURS, ROOT, free_port, wait_for

CHUNK = 1000
WINDOWS = 16 * 86400  # seconds after which nothing of anybody is left
# What comes, and how often of a hundred: each text and each call that ends is one more deletion.
TEXTS, ENDS = 20, 10
NAMES = {
    "hotline web": "web",
    "hotline worker": "worker",
    "hotline urgent": "urgent",
    "hotline clock": "clock",
    "valkey-server": "store",
    "hotline up": "up",
}
WORDS = ("hi", "1", "not breathing", "narcan", "menu", "what is going around", "gracias", "0")


@dataclass
class Soak:
    """A `hotline up` in a folder of its own, with an account at a carrier beside it."""

    folder: Path
    port: int
    carrier: int
    account: str = "AC" + "5" * 32
    token: str = "7" * 32

    def environ(self) -> dict[str, str]:
        url = f"http://localhost:{self.port}"
        return {
            "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(self.folder),
            "HOTLINE_FLOWS": str(ROOT / "flows"), "HOTLINE_PUBLIC_URL": url,
            "PYTHONUNBUFFERED": "1", "HOTLINE_NUMBERS": OURS, "TWILIO_ACCOUNT_SID": self.account,
            "TWILIO_AUTH_TOKEN": self.token, "TWILIO_API_URL": f"http://127.0.0.1:{self.carrier}",
            "REHEARSAL_PORT": str(self.carrier), "REHEARSAL_TEXT_URL": f"{url}/webhooks/text",
        }  # fmt: skip

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / "said.txt").open("ab") as out:
            return subprocess.Popen(
                [sys.executable, *words],
                cwd=self.folder,
                env=self.environ(),
                stdout=out,
                stderr=out,
            )

    def store(self) -> redis.Redis:
        folder = (self.folder / ".hotline" / "socket-folder").read_text()
        return redis.Redis(unix_socket_path=f"{folder}/store", socket_timeout=60)

    def requests(self, first: int) -> Iterator[bytes]:
        validator = RequestValidator(self.token)
        for n in range(first, first + CHUNK):
            path, form = self._form(n)
            signature = validator.compute_signature(f"http://localhost:{self.port}{path}", form)
            body = urllib.parse.urlencode(form).encode()
            head = (
                f"POST {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n"
                f"X-Twilio-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            yield head.encode() + body

    def _form(self, n: int) -> tuple[str, Mapping[str, str]]:
        sender = f"+1{('202', '212', '305', '415')[n % 4]}{2_000_000 + n * 37 % 7_000_000:07}"
        common = {"AccountSid": self.account, "From": sender, "To": OURS}
        if n % 100 < TEXTS:
            sid, words = "SM" + secrets.token_hex(16), WORDS[n % len(WORDS)]
            return "/webhooks/text", {**common, "MessageSid": sid, "Body": words, "NumMedia": "0"}
        call = {**common, "CallSid": "CA" + secrets.token_hex(16)}
        if n % 100 < TEXTS + ENDS:
            return "/webhooks/call/status", {**call, "CallStatus": "completed"}
        return "/webhooks/call", {**call, "CallStatus": "ringing"}

    def told(self, done: int, up: int, rate: float) -> None:
        """One line: MB and open files of each process; keys, MB and MB on disk of the store."""
        parts = []
        for pid in (up, *_children(up)):
            line = command(pid)
            name = next((name for words, name in NAMES.items() if words in line), "")
            if name:
                parts.append(f"{name} {_megabytes(pid):.0f} MB {_files(pid)} files")
        store = self.store()
        memory = int(store.info("memory")["used_memory"]) / 1e6
        disk = sum(f.stat().st_size for f in (self.folder / ".hotline").rglob("*.aof")) / 1e6
        sys.stdout.write(
            f"{done:7} at {rate:4.0f}/s; {'; '.join(parts)}; {store.dbsize()} keys, "
            f"{memory:.1f} MB, {disk:.0f} MB on disk, {store.zcard('due')} due\n"
        )
        sys.stdout.flush()

    def ends(self) -> None:
        """The worker catches up, the windows pass, the store's file is written anew."""
        store = self.store()
        standing = 10
        wait_for(lambda: store.zcard("due") <= standing, 4 * 3600, "the worker catches up")
        store.eval(AGE, 0, WINDOWS * 1000)
        store.bgrewriteaof()
        wait_for(lambda: not store.info("persistence")["aof_rewrite_in_progress"], 60)


def _children(pid: int) -> list[int]:
    """Without theirs: a worker's fork may be gone before it is looked at."""
    own = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    return [int(child) for child in own.split()]


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def main(webhooks: int) -> None:
    """Print a line each tenth, and after the windows."""
    with tempfile.TemporaryDirectory(prefix="hl", ignore_cleanup_errors=True) as name:
        soak = Soak(Path(name), free_port(), free_port())
        carrier = soak.start("-m", "hotline.rehearsal")
        up = soak.start("-m", "hotline", "up", "--port", str(soak.port))
        said = soak.folder / "said.txt"
        try:
            wait_for(lambda: "press Ctrl-C" in said.read_text(), 60, "it is open")
            for done in range(0, webhooks, CHUNK):
                found = measure(soak.port, list(soak.requests(done)), warm_up=1)
                if done == 0 or (done + CHUNK) % max(CHUNK, webhooks // 10) == 0:
                    soak.told(done + CHUNK, up.pid, found.rate)
            soak.ends()
            soak.told(webhooks, up.pid, 0.0)
            left = sorted({key.decode().partition(":")[0] for key in soak.store().scan_iter()})
            sys.stdout.write(f"left: {', '.join(left)}\n")
        finally:
            up.send_signal(signal.SIGINT)
            up.wait(30)
            carrier.terminate()


if __name__ == "__main__":
    began = time.monotonic()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
    sys.stdout.write(f"{time.monotonic() - began:.0f} s in all\n")
