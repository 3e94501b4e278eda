"""The clock process: claims what is due, nudges a worker, and claims again what nobody did.

It does no errand itself. Two clocks are harmless: a claim hides an id from the other for a while.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from hotline import quiet
from hotline.desk.reminding import keep_reminding
from hotline.desk.sweep import keep_sweeping
from hotline.desk.tools import Desk
from hotline.desk.upkeep import keep_upkeep
from hotline.domain.checkin.record import is_ask, is_due
from hotline.domain.errands import is_copy
from hotline.errors import StoreAway
from hotline.settings import read_settings
from hotline.wiring import build, check_keys, open_for

TICK = 0.2  # seconds between two looks
LEASE = 30.0  # seconds a worker has before an errand is claimed again
MOST = 100  # ids a look claims
# A fork costs as much as asking five: of these, that come in hundreds, one worker does so many in
# one go. No more, since with a far carrier each of them takes a tenth of a second.
_TOGETHER: Mapping[Callable[[str], bool], int] = {is_due: 50, is_ask: 50, is_copy: 10}
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
    beaten = kept = float("-inf")  # monotonic: an operator may take back the time of the day
    while True:
        time.sleep(TICK)
        try:
            if time.monotonic() - kept >= LATER:
                check_keys(store)
                desk.check_ins.keep_due(desk.now())
                kept = time.monotonic()
            tick(desk)
            if time.monotonic() - beaten >= BEAT:
                beaten, now = time.monotonic(), desk.now()
                desk.beats.beat("clock", now)
                desk.beats.saw(now)
                keep_sweeping(desk)
                keep_upkeep(desk)
                keep_reminding(desk)
        except StoreAway:  # the store's own lines tell
            time.sleep(_WAIT_FOR_STORE)


def tick(desk: Desk) -> int:
    """Nudge for everything that is due; how many there were. Raises StoreAway."""
    due = desk.errands.claim(desk.now(), LEASE, MOST)
    for ids in _in_one_go(due):
        desk.nudges.look(*ids)
    return len(due)


def _in_one_go(due: Sequence[str]) -> Iterator[Sequence[str]]:
    """What one worker does behind one another."""
    left = list(due)
    for of_this_kind, most in _TOGETHER.items():
        ids = [id for id in due if of_this_kind(id)]
        left = [id for id in left if not of_this_kind(id)]
        yield from (ids[at : at + most] for at in range(0, len(ids), most))
    yield from ([id] for id in left)
