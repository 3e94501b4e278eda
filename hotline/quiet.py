"""Logs that cannot tell on anybody, and a process that leaves no memory dump.

Our own lines hold kinds, codes and durations. Of everybody else's only the template is printed,
never its arguments, and of an exception its type and the places it passed.
"""

from __future__ import annotations

import logging
import re
import resource
import sys
import threading
import traceback
from types import FrameType, TracebackType

OURS = "hotline"
_PLAIN = re.compile(r"[a-z0-9_.-]{1,40}\Z")
# Also as it stands in an address (%20), and with what people write between the digits.
_DIGITS = re.compile(r"\+?\d(?:(?:%[0-9A-Fa-f]{2}|[\s()./_‐-―-]){0,3}\d){6,}")
_UNWRITTEN = "(no template)"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LOUD = ("twilio", "urllib3", "requests", "waitress", "rq", "rq.worker", "rq.job", "werkzeug")


class SafeFormatter(logging.Formatter):
    """Level, logger, and what may be said."""

    def format(self, record: logging.LogRecord) -> str:
        said = _ours(record) if record.name.split(".")[0] == OURS else _template(record)
        if record.exc_info and record.exc_info[0]:
            said += " " + places(record.exc_info[0], record.exc_info[2])
        line = f"{record.levelname.lower()} {record.name}: {said}"
        return _DIGITS.sub("#", _CONTROL.sub(" ", line))


def _ours(record: logging.LogRecord) -> str:
    template = _written(record)
    if template is None or not isinstance(record.args, tuple):
        return template or _UNWRITTEN
    return template % tuple(_shown(argument) for argument in record.args)


def _shown(argument: object) -> object:
    """Numbers and short plain words; anything else could be somebody's."""
    if isinstance(argument, int | float):
        return argument
    plain = isinstance(argument, str) and _PLAIN.match(argument) and not _DIGITS.search(argument)
    return argument if plain else "…"


def _template(record: logging.LogRecord) -> str:
    """What was written in the code; a finished line without arguments may hold anything."""
    return (_written(record) if record.args else None) or _UNWRITTEN


def _written(record: logging.LogRecord) -> str | None:
    """The template, if the code that logs holds it as it is; None where it was put together, since
    then it may hold somebody's words."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        code, frame = frame.f_code, frame.f_back
        if (code.co_filename, code.co_name) == (record.pathname, record.funcName):
            return record.msg if record.msg in code.co_consts else None
    return None


def places(kind: type[BaseException], trace: TracebackType | None) -> str:
    """`!KeyError answer.py:40>engine.py:12`: what broke and where, never with what."""
    way = ">".join(
        f"{f.filename.rpartition('/')[2]}:{f.lineno}" for f in traceback.extract_tb(trace)
    )
    return f"!{kind.__name__} {way}"


def install() -> None:
    """Make every logger of this process quiet."""
    logging.raiseExceptions = False
    # Not printed, and not free.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SafeFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _unseen
    threading.excepthook = lambda broke: _unseen(
        broke.exc_type, broke.exc_value, broke.exc_traceback
    )
    sys.unraisablehook = lambda broke: _unseen(broke.exc_type, broke.exc_value, broke.exc_traceback)


def _unseen(
    kind: type[BaseException], _: BaseException | None, trace: TracebackType | None
) -> None:
    logging.getLogger(OURS).error("broke: %s", "unseen")
    sys.stderr.write(places(kind, trace) + "\n")


def lock_down() -> None:
    """No core dumps, and nobody of the same account reads this process's memory or environment."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        pr_set_dumpable = 4
        ctypes.CDLL(None).prctl(pr_set_dumpable, 0, 0, 0, 0)
