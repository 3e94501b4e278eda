"""Calls, conferences and participants in the carrier's JSON."""

from __future__ import annotations

from hotline.rehearsal.calls.forms import duration
from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.calls.room import Room, Seat
from hotline.rehearsal.shape import VERSION, rfc2822


def call(account: str, leg: Leg) -> dict[str, object]:
    uri = f"/{VERSION}/Accounts/{account}/Calls/{leg.sid}"
    return {
        "account_sid": account,
        "answered_by": None,
        "api_version": VERSION,
        "caller_name": None,
        "date_created": rfc2822(leg.created),
        "date_updated": rfc2822(leg.updated),
        "direction": leg.direction,
        "duration": str(duration(leg)) if leg.final else None,
        "end_time": rfc2822(leg.ended),
        "forwarded_from": None,
        "from": leg.caller,
        "from_formatted": leg.caller,
        "group_sid": None,
        "parent_call_sid": leg.parent or None,
        "phone_number_sid": None,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "sid": leg.sid,
        "start_time": rfc2822(leg.answered or leg.created),
        "status": "ringing" if leg.status == "initiated" else leg.status,
        "subresource_uris": {},
        "to": leg.called,
        "to_formatted": leg.called,
        "trunk_sid": None,
        "uri": f"{uri}.json",
    }


def room(account: str, record: Room) -> dict[str, object]:
    uri = f"/{VERSION}/Accounts/{account}/Conferences/{record.sid}"
    return {
        "account_sid": account,
        "api_version": VERSION,
        "call_sid_ending_conference": record.ended_by or None,
        "date_created": rfc2822(record.created),
        "date_updated": rfc2822(record.updated),
        "friendly_name": record.name,
        "reason_conference_ended": record.reason or None,
        "region": "us1",
        "sid": record.sid,
        "status": record.status,
        "subresource_uris": {"participants": f"{uri}/Participants.json"},
        "uri": f"{uri}.json",
    }


def participant(account: str, record: Room, seat: Seat) -> dict[str, object]:
    uri = f"/{VERSION}/Accounts/{account}/Conferences/{record.sid}/Participants/{seat.call}.json"
    return {
        "account_sid": account,
        "call_sid": seat.call,
        "call_sid_to_coach": None,
        "coaching": False,
        "conference_sid": record.sid,
        "date_created": rfc2822(seat.at),
        "date_updated": rfc2822(record.updated),
        "end_conference_on_exit": seat.end,
        "hold": seat.hold,
        "label": seat.wish.label or None,
        "muted": seat.muted,
        "queue_time": None,
        "start_conference_on_enter": seat.wish.start,
        "status": "connected",
        "uri": uri,
    }
