"""Serving over HTTP with waitress; nothing a stranger sends is logged, echoed or put on disk."""

from __future__ import annotations

import logging
import signal
import socket
from types import FrameType
from typing import TYPE_CHECKING, cast

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger("hotline.web")

_LIMITS = {
    "threads": 8,
    "connection_limit": 200,  # a process's open connections; more wait in the socket's queue
    "backlog": 128,
    "channel_timeout": 30,  # seconds an idle connection may stay
    "cleanup_interval": 10,
    "max_request_header_size": 32 * 1024,
    "max_request_body_size": 256 * 1024,  # less than inbuf_overflow: a body never goes to a file
    "outbuf_overflow": 16 * 1024 * 1024,  # nor does an answer
}
_QUIET = {
    "ident": None,
    "log_socket_errors": False,
    "expose_tracebacks": False,
    "clear_untrusted_proxy_headers": True,
    "log_untrusted_proxy_headers": False,
    "asyncore_use_poll": True,  # select() ends at 1024 files
}


def serve(app: WSGIApplication, listener: socket.socket) -> None:
    """Answer on an open socket until SIGTERM or Ctrl-C; requests being answered get 5 seconds."""
    _silence_waitress()
    server = create_server(app, sockets=[listener], **_LIMITS, **_QUIET)  # type: ignore[arg-type]
    if not isinstance(server, BaseWSGIServer):
        raise TypeError("one socket makes one server")
    server.channel_class = _Channel
    signal.signal(signal.SIGTERM, _leave)
    server.run()


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)  # waitress's loop ends on it and lets its threads finish


class _Refusal(ErrorTask):
    """An answer to what is no request. Waitress's own repeats the malformed line."""

    def execute(self) -> None:
        request = cast(HTTPRequestParser, self.request)  # the stubs take it for the error itself
        if request.error:
            request.error.body = "This did not work."
        super().execute()


class _Channel(HTTPChannel):
    error_task_class = _Refusal


def _silence_waitress() -> None:
    """It writes paths and errors into its messages, where no formatter can take them out."""
    logging.getLogger("waitress").addFilter(_say_it_ourselves)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def _say_it_ourselves(record: logging.LogRecord) -> bool:
    kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "no error"
    place = f"{record.module}.{record.funcName}"
    log.log(record.levelno, "waitress in %s: %s", place.lower(), kind.lower())
    return False
