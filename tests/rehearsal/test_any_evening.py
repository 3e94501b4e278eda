"""Whatever people, the line and REST do, in any order: the carrier stands, and calls end."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotline.rehearsal import switchboard
from hotline.rehearsal.app import create_app
from hotline.rehearsal.calls.phone import Behaviour, voicemail
from hotline.rehearsal.config import Config

from .conftest import (
    ACCOUNT,
    ANA,
    BO,
    LINE,
    START,
    TOKEN,
    Calls,
    Carrier,
    PretendLine,
    twiml,
)

CEE = "+12025550133"
PHONES = (ANA, BO, CEE)
ROOM = (
    "<Conference {} waitUrl='/wait' statusCallback='/room' "
    "statusCallbackEvent='start join leave end mute hold modify'>blue</Conference></Dial>"
)
ANCHOR = ROOM.format("endConferenceOnExit='true'")
DOCUMENTS = {
    "menu": "<Gather numDigits='1' timeout='3'><Say>Press a key.</Say></Gather>"
    "<Redirect>/room-b</Redirect>",
    "room-a": f"<Dial hangupOnStar='true' action='/menu'>{ANCHOR}",
    "room-b": f"<Dial hangupOnStar='true' timeLimit='30'>{ROOM.format('')}<Say>Goodbye.</Say>",
    "ring": f"<Dial callerId='{LINE}' action='/menu' hangupOnStar='true' timeout='9'>"
    f"<Number url='/whisper'>{BO}</Number><Number>{CEE}</Number></Dial>",
    "whisper": "<Gather numDigits='1' action='/taken'><Say>Take it?</Say></Gather><Hangup/>",
    "taken": "",
    "wait": "<Play>/static/soft-2s.wav</Play><Redirect>/wait</Redirect>",
}
MOVES = st.one_of(
    st.tuples(st.sampled_from(["answer", "decline", "hang_up", "dial"]), st.sampled_from(PHONES)),
    st.tuples(st.just("press"), st.sampled_from(PHONES), st.sampled_from("1*#")),
    st.tuples(st.just("say"), st.sampled_from(PHONES)),
    st.tuples(st.just("later"), st.sampled_from([0.5, 2.0, 9.0, 40.0])),
    st.tuples(st.just("ring"), st.sampled_from(PHONES), st.sampled_from(sorted(DOCUMENTS))),
    st.tuples(st.just("finish"), st.integers(0, 9), st.sampled_from(["canceled", "completed"])),
    st.tuples(st.just("redirect"), st.integers(0, 9), st.sampled_from(sorted(DOCUMENTS))),
    st.tuples(st.just("end rooms")),
    st.tuples(st.just("kick"), st.integers(0, 9)),
    st.tuples(
        st.just("behave"),
        st.sampled_from(PHONES),
        st.sampled_from([Behaviour(), voicemail(3.0), Behaviour("answers", keys="1", stays=20.0)]),
    ),
    st.tuples(st.just("faults"), st.booleans()),
)


def fresh() -> Calls:
    config = Config(8700, ACCOUNT, TOKEN, (LINE,), "", call_url="http://localhost:8000/menu")
    line = PretendLine({f"/{path}": twiml(inside) for path, inside in DOCUMENTS.items()})
    board = switchboard.in_process(config, line, START, iter(map(str, range(9999))).__next__)
    web = create_app(config, board.exchange).test_client()
    return Calls(board, line, Carrier(web, line, board.exchange, []))


def move(calls: Calls, name: str, *more: object) -> None:
    legs = calls.board.exchange.world.calls.legs
    nth = more[0] if more and isinstance(more[0], int) else 0
    sid = legs[nth % len(legs)].sid if legs else "CA0"
    match name:
        case "dial":
            calls.board.dial(str(more[0]), LINE)
        case "say":
            calls.board.say(str(more[0]), "hello")
        case "later":
            calls.board.later(float(str(more[0])))
        case "ring":
            calls.make(str(more[0]), f"/{more[1]}")
        case "finish":
            calls.change(sid, Status=str(more[1]))
        case "redirect":
            calls.change(sid, Url=f"http://localhost:8000/{more[1]}")
        case "kick":
            calls.carrier.rest("DELETE", f"/Conferences/blue/Participants/{sid}.json")
        case "end rooms":
            for room in calls.board.exchange.world.calls.rooms:
                path = f"/Conferences/{room.sid}.json"
                calls.carrier.rest("POST", path, data={"Status": "completed"})
        case "faults":
            wild = {"repeat_next": 2, "out_of_order": True}
            calls.carrier.control("faults", **({"callbacks": wild} if more[0] else {"clear": True}))
        case _:
            getattr(calls.board, name)(*more)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(MOVES, max_size=30))
def test_any_evening_ends_quietly(moves: list[tuple[object, ...]]) -> None:
    calls = fresh()
    for name, *more in moves:
        with suppress(switchboard.NotACallError):
            move(calls, str(name), *more)
        _holds_together(calls)
    for phone in PHONES:
        calls.board.behave(phone, Behaviour("busy"))
    calls.board.later(30)
    for phone in PHONES:
        with suppress(switchboard.NotACallError):
            calls.board.hang_up(phone)
    calls.board.later(30)
    assert calls.board.exchange.world.due == ()
    world = calls.board.exchange.world.calls
    assert all(leg.final for leg in world.legs)
    assert all(room.status == "completed" and not room.seats for room in world.rooms)
    assert {error for error in calls.errors() if "circles" not in error} == set()
    assert set(calls.alerts()) <= {13201}


def _holds_together(calls: Calls) -> None:
    """No phone is in two calls; who sits in a room is in a live call; who talks is not alone."""
    world = calls.board.exchange.world.calls
    live = [leg.phone for leg in world.legs if leg.status in ("ringing", "in-progress")]
    assert len(live) == len(set(live))
    seats = [seat.call for room in world.rooms for seat in room.seats]
    assert len(seats) == len(set(seats))
    for sid in seats:
        leg = world.leg(sid)
        assert leg is not None and not leg.final
