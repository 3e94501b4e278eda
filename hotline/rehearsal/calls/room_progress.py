"""Status callbacks of a conference, for whatever its first participant asked to be told."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from hotline.rehearsal.calls import forms, progress
from hotline.rehearsal.calls.planning import put_room
from hotline.rehearsal.calls.room import Room, Seat
from hotline.rehearsal.happenings import Params
from hotline.rehearsal.world import World

SUBSCRIBED = {
    "conference-start": "start",
    "conference-end": "end",
    "participant-join": "join",
    "participant-leave": "leave",
    "participant-mute": "mute",
    "participant-unmute": "mute",
    "participant-hold": "hold",
    "participant-unhold": "hold",
    "participant-modify": "modify",
}
FIRST = 1  # the SequenceNumber of a room's first callback


def told(world: World, sid: str, event: str, now: float, seat: Seat | None = None) -> World:
    room = world.calls.room(sid)
    if room is None or not room.first.callback or SUBSCRIBED[event] not in room.first.events:
        return world
    form = _form(world.account, room, event, now, seat)
    world = put_room(world, replace(room, told=room.told + 1))
    return progress.travel(world, sid, urljoin(room.base, room.first.callback), form, event, now)


def _form(account: str, room: Room, event: str, now: float, seat: Seat | None) -> Params:
    return (
        ("ConferenceSid", room.sid),
        ("FriendlyName", room.name),
        ("AccountSid", account),
        ("SequenceNumber", str(room.told + FIRST)),
        ("Timestamp", forms.moment(now)),
        ("StatusCallbackEvent", event),
        *(_participant(seat) if seat else ()),
        *(_end(room) if event == "conference-end" else ()),
    )


def _participant(seat: Seat) -> Params:
    truths = {
        "Muted": seat.muted,
        "Hold": seat.hold,
        "Coaching": False,
        "EndConferenceOnExit": seat.end,
        "StartConferenceOnEnter": seat.wish.start,
    }
    label = (("ParticipantLabel", seat.wish.label),) if seat.wish.label else ()
    said = tuple((name, str(value).lower()) for name, value in truths.items())
    return (("CallSid", seat.call), *said, *label)


def _end(room: Room) -> Params:
    by = (("CallSidEndingConference", room.ended_by),) if room.ended_by else ()
    return (*by, ("ReasonConferenceEnded", room.reason), ("Reason", room.reason))
