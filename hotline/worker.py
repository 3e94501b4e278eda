"""The worker process: does errands, each in a fork that ends with its plain text.

One that is urgent does only what somebody stands waiting for.
"""

from __future__ import annotations

import gc
import logging
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, partial

from hotline import quiet
from hotline.desk.errands import do, do_all
from hotline.desk.tools import Desk
from hotline.domain.phone import region_of
from hotline.errors import HotlineError, StoreAway
from hotline.settings import read_settings
from hotline.wiring import build, check_keys, open_for

log = logging.getLogger("hotline.worker")


def main(environ: Mapping[str, str], *, urgent: bool = False) -> int:
    """Run until told to stop; a job that is being done is finished first."""
    from hotline.jobs.quiet_worker import work

    quiet.install()
    store = open_for(read_settings(environ))
    with suppress(StoreAway):
        check_keys(store)
    connection, desk = store.connection, _desk()
    desk.carrier()  # its library is read once, here, and not in every fork;
    with suppress(HotlineError):
        desk.edition()  # and so are the flows: half a second of work
    for line in desk.lines:
        region_of(line)  # and the patterns of its country's numbers
    gc.freeze()  # a fork need not look through, and so copy, what was there before it
    work(connection, partial(_beat, desk), urgent=urgent)
    return 0


def look(id: str, *more: str) -> None:
    """The one job there is: look at an errand now, or at some and at what comes of them."""
    began = time.monotonic()
    became = do_all(_desk(), (id, *more)) if more else do(_desk(), id)
    log.info("errand %s %s ms", became.replace(" ", "."), int((time.monotonic() - began) * 1000))


@cache
def _desk() -> Desk:
    """One desk for the process and its forks."""
    return build(read_settings(os.environ))


def _beat(desk: Desk) -> None:
    """A sign of life; and a look at what the next forks go by."""
    with suppress(HotlineError):  # the store's own lines tell
        desk.beats.beat("worker", desk.now())
        desk.edition()
