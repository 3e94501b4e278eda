"""The clock's thread: what is due in real time happens, effects on threads of their own."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from hotline.rehearsal import world
from hotline.rehearsal.exchange import Exchange
from hotline.rehearsal.happenings import Effect

HANDS = 8  # a webhook that takes its 15 seconds must not hold the others up


def start(exchange: Exchange) -> threading.Thread:
    thread = threading.Thread(target=_tick, args=(exchange,), name="clock", daemon=True)
    thread.start()
    return thread


def _tick(exchange: Exchange) -> None:
    with ThreadPoolExecutor(HANDS, thread_name_prefix="hand") as hands:
        while True:
            _run_due(exchange, hands)
            exchange.wait_for_due()


def _run_due(exchange: Exchange, hands: ThreadPoolExecutor) -> None:
    while not exchange.clock.virtual:
        happened, effects = exchange.take_due()
        if effects:
            hands.submit(_perform, exchange, effects)
        if not happened:
            return


def _perform(exchange: Exchange, effects: tuple[Effect, ...]) -> None:
    """A thread's exception is seen by nobody; this one shows among the errors, by its kind."""
    try:
        exchange.perform(effects)
    except Exception as fault:
        what = f"the rehearsal itself failed: {type(fault).__name__}"
        exchange.change(lambda w, now: (world.misused(w, what, now), None))
