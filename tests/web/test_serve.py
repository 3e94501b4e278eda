"""What the web server says about requests that are none: nothing of them, to nobody."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.whole
NUMBER = b"+12025550199"
PROGRAM = """
import logging, socket, sys
logging.basicConfig(level=logging.DEBUG)
from hotline.web.serve import serve

def app(environ, start_response):
    if environ["PATH_INFO"].startswith("/boom"):
        raise RuntimeError(environ["PATH_INFO"])
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ.get("HTTP_X_FORWARDED_FOR", "nobody").encode()]

serve(app, socket.socket(fileno=int(sys.argv[1])))
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    log = tmp_path / "log"
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(listener.fileno())],
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
            pass_fds=(listener.fileno(),),
            stdout=out,
            stderr=out,
        )
        yield process, listener.getsockname()[1], log
    process.kill()
    process.wait()


def talk(port: int, words: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(words)
        heard = b""
        # It hangs up on what is too long while that is still on its way.
        with contextlib.suppress(ConnectionError):
            connection.shutdown(socket.SHUT_WR)
            while more := connection.recv(65536):
                heard += more
    return heard


UGLY = [
    b"GET /x HTTP/1.1\r\nBad Header " + NUMBER + b"\r\n\r\n",
    b"get" + NUMBER + b" / HTTP/1.1\r\n\r\n",
    NUMBER + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nA: b\rc" + NUMBER + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n folded " + NUMBER + b"\r\n\r\n",
    b"POST / HTTP/1.1\r\nContent-Length: " + NUMBER + b"\r\n\r\n",
    b"POST / HTTP/1.1\r\nTransfer-Encoding: " + NUMBER + b"\r\n\r\n",
    b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + NUMBER + b"\r\n\r\n",
    b"GET http://[" + NUMBER + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nA: " + NUMBER * 4000 + b"\r\n\r\n",
    b"POST / HTTP/1.1\r\nContent-Length: 300000\r\n\r\n" + NUMBER,
    b"GET /boom/" + NUMBER + b" HTTP/1.1\r\nConnection: close\r\n\r\n",
]


def test_nothing_a_stranger_sends_is_logged_or_repeated(
    server: tuple[subprocess.Popen[bytes], int, Path],
) -> None:
    process, port, log = server
    heard = [talk(port, words) for words in UGLY]
    assert all(answer.startswith(b"HTTP/1.") for answer in heard[:-4])
    assert b"500 Internal Server Error" in heard[-1]
    assert not any(NUMBER in answer for answer in heard)
    assert not any(b"waitress" in answer.lower() for answer in heard)
    assert process.poll() is None
    assert b"runtimeerror" in log.read_bytes()
    assert NUMBER not in log.read_bytes()


def test_headers_of_proxies_are_not_believed(
    server: tuple[subprocess.Popen[bytes], int, Path],
) -> None:
    asked = b"GET / HTTP/1.1\r\nX-Forwarded-For: 1.2.3.4\r\nConnection: close\r\n\r\n"
    heard = talk(server[1], asked)
    assert heard.endswith(b"nobody")
    assert b"\r\nServer:" not in heard


def test_it_ends_at_once_on_sigterm(server: tuple[subprocess.Popen[bytes], int, Path]) -> None:
    process, port, _ = server
    talk(port, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
    begin = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0
    assert time.monotonic() - begin < 1.0
