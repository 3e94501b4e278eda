"""REST doors for conferences and their participants."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from hotline.rehearsal import listing
from hotline.rehearsal import shape as shapes
from hotline.rehearsal.calls import seating, shape
from hotline.rehearsal.calls.room import Room, Seat
from hotline.rehearsal.refusals import refusal

if TYPE_CHECKING:
    from hotline.rehearsal.rest import Desk

ALL = "/Accounts/<account>/Conferences.json"
ONE = "/Accounts/<account>/Conferences/<sid>.json"
SEATS = "/Accounts/<account>/Conferences/<sid>/Participants.json"
SEAT = "/Accounts/<account>/Conferences/<sid>/Participants/<call>.json"


def add_rooms(doors: Blueprint, desk: Desk) -> None:
    doors.get(ALL, endpoint="rooms")(lambda account: desk.answer("room", lambda: _list(desk)))
    doors.get(ONE, endpoint="room")(_on_room(desk, _fetch))
    doors.post(ONE, endpoint="end-room")(_on_room(desk, _update))
    doors.get(SEATS, endpoint="seats")(_on_room(desk, _seats))
    doors.get(SEAT, endpoint="seat")(_on_seat(desk, _fetch_seat))
    doors.post(SEAT, endpoint="change-seat")(_on_seat(desk, _update_seat))
    doors.delete(SEAT, endpoint="put-out")(_on_seat(desk, _delete_seat))


def _found(desk: Desk, name: str) -> Room | None:
    """By SID; or the open one by its friendly name, as participants can be reached."""
    rooms = desk.exchange.world.calls.rooms
    open_ones = (r for r in rooms if r.name == name and r.status != "completed")
    return desk.exchange.world.calls.room(name) or next(open_ones, None)


def _on_room(desk: Desk, do: Callable[[Desk, Room], Response]) -> Callable[[str, str], Response]:
    def door(account: str, sid: str) -> Response:
        room = _found(desk, sid)
        if room is None:
            return desk.answer("room", desk.missing)
        return desk.answer("room", lambda: do(desk, room))

    return door


def _on_seat(
    desk: Desk, do: Callable[[Desk, Room, Seat], Response]
) -> Callable[[str, str, str], Response]:
    def door(account: str, sid: str, call: str) -> Response:
        room = _found(desk, sid)
        seat = room.seat(call) if room else None
        if room is None or seat is None:
            return desk.answer("room", desk.missing)
        return desk.answer("room", lambda: do(desk, room, seat))

    return door


def _list(desk: Desk) -> Response:
    asked = {name: request.args[name] for name in request.args}
    try:
        page = listing.page(desk.exchange.world.calls.rooms, asked, listing.ROOMS)
    except listing.NotAFilterError as fault:
        named = str(fault)
        return desk.refused(refusal(20001, what=named, misuse=f"unknown filter: {named}"))
    return jsonify(shapes.listed(desk.config.account, page, asked, "Conferences", shape.room))


def _fetch(desk: Desk, room: Room) -> Response:
    return jsonify(shape.room(desk.config.account, room))


def _update(desk: Desk, room: Room) -> Response:
    form = desk.form()
    problem = desk.exchange.change(lambda w, t: seating.room_updated(w, room, form, t))
    if problem:
        return desk.refused(problem)
    return _fetch(desk, desk.exchange.world.calls.room(room.sid) or room)


def _seats(desk: Desk, room: Room) -> Response:
    if strange := ", ".join(sorted(set(request.args) - listing.PAGING)):
        return desk.refused(refusal(20001, what=strange, misuse=f"unknown filter: {strange}"))
    page = listing.Page(room.seats, 0, listing.USUAL, None)
    resource = f"Conferences/{room.sid}/Participants"

    def show(account: str, seat: Seat) -> dict[str, object]:
        return shape.participant(account, room, seat)

    return jsonify(shapes.listed(desk.config.account, page, {}, resource, show, key="participants"))


def _fetch_seat(desk: Desk, room: Room, seat: Seat) -> Response:
    return jsonify(shape.participant(desk.config.account, room, seat))


def _update_seat(desk: Desk, room: Room, seat: Seat) -> Response:
    form = desk.form()
    problem = desk.exchange.change(lambda w, t: seating.seat_updated(w, room, seat, form, t))
    if problem:
        return desk.refused(problem)
    now = desk.exchange.world.calls.room(room.sid) or room
    return _fetch_seat(desk, now, now.seat(seat.call) or seat)


def _delete_seat(desk: Desk, room: Room, seat: Seat) -> Response:
    desk.exchange.change(lambda w, t: seating.put_out(w, room, seat, t))
    return Response(status=204)
