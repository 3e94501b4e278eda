"""The carrier's webhooks about the calls that we place, to peers; and about rooms."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, request

from hotline.carrier import inbound, twiml
from hotline.desk import dropped, staying
from hotline.desk import taking as desk
from hotline.domain.events import LegTurned
from hotline.domain.replies import CallReply, HangUp
from hotline.domain.ring.staying import What, Word
from hotline.errors import StoreAway
from hotline.web.edge import edge, markup

log = logging.getLogger("hotline.web")
legs = Blueprint("legs", __name__, url_prefix="/webhooks")


@legs.post("/leg/<id:attempt>")
def picked_up(attempt: str) -> Response:
    """Somebody, or a machine, answered."""
    return _said(desk.picked_up(edge().desk, _leg(attempt)))


@legs.post("/leg/key/<id:attempt>/<int:n>")
def pressed(attempt: str, n: int) -> Response:
    """A key, or none, to: press 1 to take it."""
    return _said(desk.pressed(edge().desk, _leg(attempt), n))


@legs.post("/leg/beat/<id:attempt>")
def beat(attempt: str) -> Response:
    """A peer is in the room, alone."""
    return _said(desk.beaten(edge().desk, _leg(attempt)))


@legs.post("/leg/left/<id:attempt>")
def left(attempt: str) -> Response:
    """A peer is out of the room."""
    return _said(desk.left(edge().desk, _leg(attempt)))


@legs.post("/leg/chose/<id:attempt>/<int:n>")
def chose(attempt: str, n: int) -> Response:
    """A key, or none, to the star menu."""
    return _said(desk.chose(edge().desk, _leg(attempt), n))


@legs.post("/leg/block/<id:attempt>/<int:n>")
def blocked(attempt: str, n: int) -> Response:
    """A key, or none, to: from whom is this phone to be kept."""
    return _said(desk.blocked(edge().desk, _leg(attempt), n))


@legs.post("/leg/parted/<id:attempt>")
def parted(attempt: str) -> Response:
    """A key, or none, to: is this phone ever to be yours again?"""
    return _said(desk.parted(edge().desk, _leg(attempt)))


@legs.post("/leg/after/<id:attempt>")
def after(attempt: str) -> Response:
    """A key, or mostly none, just after a talk."""
    return _said(desk.finished(edge().desk, _leg(attempt)))


@legs.post("/leg/dropped/<id:attempt>/<int:n>")
def whether_back(attempt: str, n: int) -> Response:
    """A key, or none, to: they dropped, are we to ring them?"""
    return _said(dropped.chose(edge().desk, _leg(attempt), n))


@legs.post("/leg/word/<id:attempt>/<any(minutes, second, alone, silent, act):what>/<int:n>")
def word(attempt: str, what: What, n: int) -> Response:
    """What a peer alone hears while they stay with somebody."""
    return _said(staying.said(edge().desk, _leg(attempt), Word(what, n)))


@legs.post("/leg/status/<id:attempt>")
def status(attempt: str) -> Response:
    """How far a leg came."""
    try:
        desk.reported(edge().desk, _leg(attempt))
    except StoreAway:
        log.info("report of a leg lost: store away")
    return markup(twiml.NOTHING)


@legs.post("/leg/sorry/<id:attempt>")
def sorry(attempt: str) -> Response:
    """What a leg hears when the answer to it failed: nothing, and others are rung."""
    return _said((HangUp(),))


@legs.post("/room/<id:ring>")
def room(ring: str) -> Response:
    """Who comes to and goes from a room: hints only, the legs themselves tell."""
    return markup(twiml.NOTHING)


@legs.errorhandler(inbound.NotForUs)
def not_for_us(reason: inbound.NotForUs) -> Response:
    """A leg that is not ours ends."""
    log.info("leg not for us: %s", str(reason))
    return markup(twiml.NOTHING)


def _leg(attempt: str) -> LegTurned:
    return inbound.leg_turned(request.form, edge().account, attempt)


def _said(replies: tuple[CallReply, ...]) -> Response:
    return markup(edge().voice.markup(replies))
