"""Start the rehearsal: python -m hotline.rehearsal"""

from __future__ import annotations

import logging
import os
import sys

from waitress.server import create_server

from hotline.rehearsal import ticking
from hotline.rehearsal.app import create_app, new_exchange
from hotline.rehearsal.clock import Clock
from hotline.rehearsal.config import NotConfiguredError, read

THREADS = 24  # a request that hangs on purpose, or a slow webhook, keeps one of them


def main() -> int:
    try:
        config = read(os.environ)
    except NotConfiguredError as fault:
        sys.stderr.write(f"rehearsal: {fault}\n")
        return 2
    logging.disable(logging.CRITICAL)  # a log line could hold a number
    exchange = new_exchange(config, Clock())
    ticking.start(exchange)
    server = create_server(
        create_app(config, exchange), host="127.0.0.1", port=config.port, threads=THREADS
    )
    sys.stdout.write(f"rehearsal: pretend phones at http://127.0.0.1:{config.port}/\n")
    sys.stdout.flush()
    server.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
