"""Logs by default deny: ours say codes and counts, others' only their template."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hotline.quiet import SafeFormatter

NUMBERS = [
    "+12025550147", "12025550147", "(202) 555-0147", "202-555-0147", "202.555.0147",
    "+1 202 555 0147", "%2B12025550147", "5550147", "+44 7700 900123", "+33 6 39 98 12 34",
]  # fmt: skip


@pytest.fixture
def said() -> io.StringIO:
    return io.StringIO()


def logger(name: str, said: io.StringIO) -> logging.Logger:
    handler = logging.StreamHandler(said)
    handler.setFormatter(SafeFormatter())
    made = logging.getLogger(name)
    made.handlers[:] = [handler]
    made.propagate = False
    made.setLevel(logging.DEBUG)
    return made


def test_ours_say_codes_and_counts(said: io.StringIO) -> None:
    logger("hotline.test_ours", said).info("text %s %s ms", "main.home", 12)

    assert said.getvalue() == "info hotline.test_ours: text main.home 12 ms\n"


@pytest.mark.parametrize(
    "argument", ["My friend", "¿Dónde?", "Z9\n", "a" * 41, b"bytes", ["x"], KeyError("x")]
)
def test_ours_say_nothing_that_could_be_somebodys(said: io.StringIO, argument: object) -> None:
    logger("hotline.test_ours", said).info("text %s", argument)

    assert said.getvalue() == "info hotline.test_ours: text …\n"


def test_others_say_their_template_only(said: io.StringIO) -> None:
    logger("rq.test", said).warning("job %s failed with %r", "x", {"To": "zebrafent"})

    assert said.getvalue() == "warning rq.test: job %s failed with %r\n"


def test_a_line_that_others_finished_is_not_shown(said: io.StringIO) -> None:
    logger("rq.test", said).warning("sent zebrafent")

    assert said.getvalue() == "warning rq.test: (no template)\n"


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", ["hotline.test_ours", "rq.test"])
def test_no_number_is_shown_however_it_is_written(
    said: io.StringIO, number: str, name: str
) -> None:
    logger(name, said).warning(f"to {number.replace('%', '%%')} %s", number)

    assert "0147" not in said.getvalue()
    assert "9001" not in said.getvalue()
    assert "12 34" not in said.getvalue()


def test_of_an_exception_only_its_kind_and_way_are_shown(said: io.StringIO) -> None:
    try:
        int("zebrafent")
    except ValueError:
        logger("rq.test", said).exception("broke on %s", "x")

    assert said.getvalue().startswith("error rq.test: broke on %s !ValueError test_quiet.py:")
    assert "zebrafent" not in said.getvalue()


def test_one_record_is_one_line(said: io.StringIO) -> None:
    logger("hotline.test_ours", said).info("a\r\nINFO forged\x1b[2J\u2028%s", 1)

    assert said.getvalue().count("\n") == 1
    assert "\x1b" not in said.getvalue()


BROKEN = """
import logging, sys, threading, warnings
from hotline import quiet
quiet.install()
quiet.lock_down()
class Bad:
    def __del__(self):
        raise RuntimeError("zebrafent in a finaliser")
Bad()
def thread():
    raise RuntimeError("zebrafent in a thread")
other = threading.Thread(target=thread); other.start(); other.join()
warnings.warn("zebrafent in a warning")
logging.getLogger("hotline.x").info("%d", "zebrafent in a broken call")
logging.getLogger("elsewhere").warning("%d %d", "zebrafent")
logging.getLogger("urllib3").info("%s", 1)
print(logging.raiseExceptions)
import resource
print(resource.getrlimit(resource.RLIMIT_CORE))
raise RuntimeError("zebrafent in the end")
"""


def test_a_process_that_breaks_everywhere_tells_nothing() -> None:
    root = Path(__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", BROKEN],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 1
    assert "zebrafent" not in run.stdout + run.stderr
    assert run.stdout == "False\n(0, 0)\n"
    assert run.stderr.count("!RuntimeError") == 3
    assert "urllib3" not in run.stderr
