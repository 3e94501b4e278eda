"""The web process: `create_app()` for a server to run, or with a desk of a test's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

from flask import Flask

from hotline import quiet
from hotline.carrier import twiml
from hotline.carrier.signature import Signatures
from hotline.carrier.voice import Voice
from hotline.desk.ready import ready
from hotline.desk.tools import Desk
from hotline.domain.replies import CallReply, HangUp, Pause, Say, TextReply
from hotline.errors import StoreAway
from hotline.settings import Settings, read_settings
from hotline.web.alarms import alarms
from hotline.web.asks import asks
from hotline.web.backs import backs
from hotline.web.calls import calls
from hotline.web.edge import Edge, guard
from hotline.web.feeds import feeds
from hotline.web.health import health
from hotline.web.legs import legs
from hotline.web.peers import peers
from hotline.web.sounds import sounds
from hotline.web.texts import texts
from hotline.wiring import TEXT_STATUS, build, check_keys, open_for

LARGEST = 256 * 1024  # bytes; a webhook is a few kB, and too small a limit would answer 413


def create_app(edge: Edge | None = None) -> Flask:
    """Build the app. Without an edge it is wired from the environment."""
    quiet.install()
    app = Flask("hotline", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST)
    app.extensions["hotline"] = edge or build_edge(read_settings(os.environ))
    guard(app)
    app.register_blueprint(texts)
    app.register_blueprint(calls)
    app.register_blueprint(legs)
    app.register_blueprint(peers)
    app.register_blueprint(backs)
    app.register_blueprint(asks)
    app.register_blueprint(alarms)
    app.register_blueprint(sounds)
    app.register_blueprint(health)
    app.register_blueprint(feeds)
    return app


def build_edge(settings: Settings) -> Edge:
    """What the web process works with. Raises FaultyFlows: it does not start without flows; and
    Unfit, where a check-in runs that it could not read."""
    store = open_for(settings, web=True)
    with suppress(StoreAway):
        check_keys(store)
    desk = build(settings, store)
    return Edge(
        desk=desk,
        signatures=Signatures(settings.public_url, settings.auth_tokens),
        account=settings.account_sid,
        lines=frozenset(settings.ours),
        status_url=settings.public_url + TEXT_STATUS,
        voice=Voice(settings.public_url),
        sorry=sorry_for(desk),
        ready=partial(ready, desk),
    )


def sorry_for(desk: Desk) -> Callable[[str], str]:
    """The markup for a webhook that we broke at, made before anything can break."""
    phrases = desk.edition().book.phrases
    text = twiml.texts([TextReply("\n".join(phrases["sorry"].said.values()))], "")
    call = Voice("").markup(_twice(phrases["call.sorry"].said))

    def sorry(rule: str) -> str:
        if rule == "/webhooks/text":
            return text
        return call if rule.startswith("/webhooks/call") else twiml.NOTHING

    return sorry


def _twice(said: Mapping[str, str]) -> list[CallReply]:
    """Every language, once more, and the end."""
    words = [part for language in said for part in (Say(said[language], language), Pause(1))]
    return [*words, *words, HangUp()]
