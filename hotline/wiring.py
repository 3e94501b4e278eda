"""Builds the desk from the settings: the one place that knows every package."""

from __future__ import annotations

import logging
import os
import time
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

from hotline.desk.boards import Beats
from hotline.desk.ready import NOT_REDACTED
from hotline.desk.standing import how_it_stands
from hotline.desk.tools import Carrier, Desk, LegAddresses
from hotline.domain.phone import is_served
from hotline.errors import StoreAway, Unfit
from hotline.flow.folder import read_folder
from hotline.jobs.queue import Queue
from hotline.noticeboard import Noticeboard
from hotline.settings import Settings
from hotline.shelf import Shelf
from hotline.store import Store, dice, open_store
from hotline.store.keys import DAY
from hotline.store.vault import LASTING
from hotline.timekeeper import Timekeeper

log = logging.getLogger("hotline.carrier")

_NOT_COUNTED = 255  # what a fork ends with that could not count

# Where the carrier tells how far a text of ours came; our token for it follows.
_OURS = Path(__file__).parents[1] / "flows"  # as this release came; where only the package is: none
TEXT_STATUS = "/webhooks/text/status/"
# Where it asks what a peer who picks up is to hear, what when that fails, and tells how far the
# call came: below its kind, its name behind it, and how often and why the carrier tries again.
_ASKS = ("", "sorry/", "status/")
_TRY_AGAIN = "#rc=3&rp=ct,5xx"
_SET_THE_OLD_ONE = (
    "set the secret that closed it, behind this one: HOTLINE_SECRET=NEW,OLD; or, if it is lost,"
    " and whoever waits is looked after, begin anew: `hotline secret`, a fresh store (`hotline up"
    " --fresh` makes both), `hotline restore` of the last backup"
)


def open_for(settings: Settings, *, web: bool = False) -> Store:
    """The store of a process."""
    return open_store(settings.redis_url, settings.secrets, web=web)


def build(settings: Settings, store: Store | None = None) -> Desk:
    """The desk of a process."""
    store = store or open_for(settings)
    files, ours = (partial(read_folder, folder) for folder in (settings.flows, _OURS))
    shelf = Shelf(store.flows, files, ours, settings.state / "flows.json")
    keeper = Timekeeper(store.beats.latest)
    board = Noticeboard(lambda: how_it_stands(desk))
    desk = Desk(
        edition=shelf.edition,
        as_published=shelf.as_published,
        standing=board.standing,
        conversations=store.conversations,
        calls=store.calls,
        errands=store.errands,
        rings=store.rings,
        dials=store.dials,
        peer_calls=store.peer_calls,
        seats=store.seats,
        callbacks=store.callbacks,
        threads=store.threads,
        check_ins=store.check_ins,
        beliefs=store.beliefs,
        addresses=partial(leg_addresses, settings.public_url),
        beats=store.beats,
        people=store.people,
        rota=store.rota,
        again=store.again,
        shared=store.shared,
        switch=store.switch,
        tally=store.tally,
        budget=store.budget,
        tries=store.tries,
        blocks=store.blocks,
        traces=store.traces,
        marks=store.marks,
        clearing=store.clearing,
        lines=settings.ours,
        inside=settings.inside_numbers,
        carrier=cache(partial(_carrier, settings, store)),
        nudges=Queue(store.connection),
        now=keeper.now,
        behind=keeper.behind,
        token=dice.token,
        served=partial(is_served, countries=frozenset(settings.countries)),
        zone=settings.zone,
        evenings=settings.evenings,
        fallback=settings.fallback_numbers,
    )
    return desk


def check_keys(store: Store) -> None:
    """Raises Unfit where a check-in runs that cannot be read here: nobody would be asked, nobody
    told, and nobody would know. Raises StoreAway."""
    if not store.data_keys.opens(LASTING):
        raise Unfit("this HOTLINE_SECRET does not open what the store keeps", _SET_THE_OLD_ONE)
    if lost := _unreadable(store):
        raise Unfit(
            f"{lost} check-ins run that this HOTLINE_SECRET does not open", _SET_THE_OLD_ONE
        )


def _unreadable(store: Store) -> int:
    """How many check-ins do not open, counted in a fork that ends with whatever it has read: no
    process that lives on has been told of anybody. Raises StoreAway."""
    fork = os.fork()
    if fork == 0:
        found = _NOT_COUNTED
        with suppress(BaseException):
            found = min(store.check_ins.unreadable(), _NOT_COUNTED - 1)
        os._exit(found)
    found = os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])
    if not 0 <= found < _NOT_COUNTED:
        raise StoreAway("the check-ins could not be counted")
    return found


def _carrier(settings: Settings, store: Store) -> Carrier:
    """Made when first asked: its library is heavy, and the web never asks the carrier anything."""
    from hotline.carrier.twilio import Twilio

    token, status_url = settings.auth_tokens[0], settings.public_url + TEXT_STATUS
    return Twilio(
        settings.account_sid,
        token,
        settings.api_url,
        status_url,
        redact=settings.redaction,
        not_redacted=partial(_not_redacted, store.beats),
    )


def _not_redacted(beats: Beats) -> None:
    """The operator is told by the log and the doctor; the text itself goes all the same."""
    log.warning("a text was not redacted: this account cannot; unset HOTLINE_REDACTION")
    with suppress(StoreAway):
        beats.beat(NOT_REDACTED, time.time(), lasts=DAY)


def leg_addresses(public_url: str, kind: str, name: str) -> LegAddresses:
    """Where the carrier asks and tells about one call that we place."""
    below = f"{public_url}/webhooks/{kind}/"
    return LegAddresses(*(f"{below}{asks}{name}{_TRY_AGAIN}" for asks in _ASKS))
