"""The clock process: claims what is due, nudges a worker, and claims again what nobody did.

It does no errand itself. Two clocks are harmless: a claim hides an id from the other for a while.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Mapping

from hotline import quiet
from hotline.desk.reminding import keep_reminding
from hotline.desk.sweep import keep_sweeping
from hotline.desk.tools import Desk
from hotline.desk.upkeep import keep_upkeep
from hotline.domain.checkin.record import is_ask, is_due
from hotline.errors import StoreAway
from hotline.settings import read_settings
from hotline.wiring import build, check_keys, open_for

TICK = 0.2  # seconds between two looks
LEASE = 30.0  # seconds a worker has before an errand is claimed again
MOST = 100  # ids a look claims
LATER = 60.0  # seconds between two looks whether every check-in is due
BEAT = 5.0  # seconds between two signs of life
_WAIT_FOR_STORE = 1.0  # seconds


def main(environ: Mapping[str, str]) -> int:
    """Run until told to stop."""
    quiet.install()
    settings = read_settings(environ)
    store = open_for(settings)
    desk = build(settings, store)
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: sys.exit(0))  # wherever it is: leases give all back
    beaten = kept = float("-inf")
    while True:
        time.sleep(TICK)
        try:
            if desk.now() - kept >= LATER:
                check_keys(store)
                desk.check_ins.keep_due(desk.now())
                kept = desk.now()
            tick(desk)
            if desk.now() - beaten >= BEAT:
                beaten = desk.now()
                desk.beats.beat("clock", beaten)
                desk.beats.saw(beaten)
                keep_sweeping(desk)
                keep_upkeep(desk)
                keep_reminding(desk)
        except StoreAway:  # the store's own lines tell
            time.sleep(_WAIT_FOR_STORE)


def tick(desk: Desk) -> int:
    """Nudge for everything that is due; how many there were. Raises StoreAway.

    Check-ins come in hundreds, and a fork costs as much as asking five: they go to one worker.
    """
    due = desk.errands.claim(desk.now(), LEASE, MOST)
    checks = [id for id in due if is_due(id)]
    asks = [id for id in due if is_ask(id)]
    alone = [[id] for id in due if id not in {*checks, *asks}]
    for some in (checks, asks, *alone):
        if some:
            desk.nudges.look(*some)
    return len(due)
