"""Builds the desk from the settings: the one place that knows every package."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from functools import cache, partial

from hotline.carrier import twiml
from hotline.carrier.signature import Signatures
from hotline.desk.ready import ready
from hotline.desk.tools import Carrier, Desk
from hotline.desk.welcome import welcome
from hotline.domain.phone import Phone, region_of
from hotline.domain.replies import TextReply
from hotline.flow.folder import read_folder
from hotline.jobs.queue import Queue
from hotline.settings import Settings
from hotline.shelf import Shelf
from hotline.store import Store, open_store
from hotline.web.edge import Edge
from hotline.web.webhooks import STATUS


def open_for(settings: Settings, *, web: bool = False) -> Store:
    """The store of a process."""
    return open_store(settings.redis_url, settings.secrets, web=web)


def build(settings: Settings, store: Store | None = None) -> Desk:
    """The desk of a process."""
    store = store or open_for(settings)
    shelf = Shelf(store.flows, partial(read_folder, settings.flows), settings.state / "flows.json")
    return Desk(
        edition=shelf.edition,
        conversations=store.conversations,
        errands=store.errands,
        beats=store.beats,
        carrier=cache(partial(_carrier, settings)),
        nudges=Queue(store.connection),
        now=time.time,
        token=partial(secrets.token_urlsafe, 16),
        served=partial(_served, frozenset(settings.countries)),
        zone=settings.zone,
    )


def build_edge(settings: Settings) -> Edge:
    """What the web process works with. Raises FaultyFlows: it does not start without flows."""
    desk = build(settings, open_for(settings, web=True))
    return Edge(
        desk=desk,
        signatures=Signatures(settings.public_url, settings.auth_tokens),
        account=settings.account_sid,
        lines=frozenset(settings.numbers),
        public_url=settings.public_url,
        sorry=sorry_for(desk),
        ready=partial(ready, desk),
    )


def _carrier(settings: Settings) -> Carrier:
    """Made when first asked: its library is heavy, and the web never asks the carrier anything."""
    from hotline.carrier.twilio import Twilio

    token, status_url = settings.auth_tokens[0], settings.public_url + STATUS
    return Twilio(settings.account_sid, token, settings.api_url, status_url)


def _served(countries: frozenset[str], phone: Phone) -> bool:
    return region_of(phone) in countries


def sorry_for(desk: Desk) -> Callable[[str], str]:
    """The markup for a webhook that we broke at, made before anything can break."""
    said = desk.edition().book.phrases["sorry"].said
    text = twiml.texts([TextReply("\n".join(said.values()))], str)
    call = twiml.spoken(welcome(desk))
    by_route = {"/webhooks/text": text, "/webhooks/call": call}
    return lambda rule: by_route.get(rule, twiml.NOTHING)
