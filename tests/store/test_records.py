"""Values as bytes: there and back, and between builds of different age."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hotline.domain.errands import (
    EndLeg,
    EndRoom,
    EraseCall,
    EraseText,
    Errand,
    Remind,
    Reword,
    RingLeg,
    SendText,
    Sweep,
    TakeCall,
    Upkeep,
    WatchRing,
)
from hotline.domain.overrides import Holiday, Override
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply
from hotline.domain.ring.record import Alone, Attempt, Ring
from hotline.domain.rota import Cover, Part, Rota, Shift
from hotline.domain.times import Times
from hotline.errors import SealBroken
from hotline.flow.session import Session
from hotline.store import records

words = some.text(max_size=40)
moments = some.floats(0, 4e9)
phones = some.integers(10**9, 10**14).map(lambda n: Phone(f"+{n}"))
pairs = some.lists(some.tuples(words, words), max_size=4).map(tuple)
names = some.lists(words, max_size=4).map(tuple)
sessions = some.builds(
    Session,
    shown=pairs, asked=pairs, trail=names, returns=names, pending=names,
    missed_at=moments, until=moments,
)  # fmt: skip
sends = some.builds(SendText, line=phones, to=phones, body=words, until=moments)
legs = some.builds(Attempt, at=moments, second=some.booleans())
alone = some.builds(Alone, first=moments, last=moments)
rings = some.builds(
    Ring,
    line=phones,
    order=names,
    patience=moments,
    attempts=some.lists(legs, max_size=3).map(tuple),
    began=moments,
    peer_alone=alone,
    contact_alone=alone,
    seen=names,
)
times = some.builds(
    Times,
    start=some.integers(0, 1439),
    end=some.integers(1, 2880),
    zone=some.just("UTC"),
    days=some.lists(some.integers(0, 6), max_size=7).map(tuple),
    on=some.none() | some.dates(),
)
parts = some.builds(Part, begin=moments, end=moments)
rotas = some.builds(
    Rota,
    shifts=some.lists(some.builds(Shift, times=times), max_size=3).map(tuple),
    stamp=some.just(b""),
    overrides=some.lists(some.builds(Override, begin=moments, end=moments), max_size=3).map(tuple),
    holidays=some.lists(some.builds(Holiday), max_size=3).map(tuple),
    covers=some.lists(
        some.builds(Cover, give=parts, back=some.lists(parts, max_size=2).map(tuple)), max_size=3
    ).map(tuple),
)
errands = some.one_of(
    some.builds(Remind, until=moments, looked=moments),
    sends,
    some.builds(EraseText, id=words, until=moments),
    some.builds(RingLeg, ring=words, attempt=words, until=moments),
    some.builds(TakeCall, person=words, until=moments),
    some.builds(EndLeg, sid=words, until=moments),
    some.builds(EndRoom, room=words, until=moments),
    some.builds(WatchRing, ring=words, until=moments),
    some.builds(EraseCall, sid=words, until=moments),
    some.builds(Sweep, until=moments, since=moments, page=words, began=moments, left=moments),
    some.builds(Upkeep, until=moments, looked=moments),
    some.builds(Reword, instead=sends, until=moments),
)


@given(sessions)
def test_a_session_comes_back(session: Session) -> None:
    assert records.one(Session, records.pack(session)) == session


@given(errands)
def test_an_errand_comes_back(errand: Errand) -> None:
    assert records.errand(records.pack(errand)) == errand


@given(rotas)
def test_a_rota_comes_back(rota: Rota) -> None:
    assert records.rota(records.pack_rota(rota)) == rota


def test_a_rota_from_before_there_were_exceptions_is_read() -> None:
    times = {"start": 0, "end": 60, "zone": "UTC", "days": [0], "on": None}
    row = {"id": "s", "person": "a", "rotation": "peers", "times": times, "channels": ["calls"]}
    old = json.dumps([1, "Rows", {"rows": [row]}]).encode()

    assert records.rota(old) == Rota(
        (Shift("s", "a", "peers", Times(0, 60, "UTC", (0,)), ("calls",)),)
    )


@given(rings)
def test_a_ring_comes_back(ring: Ring) -> None:
    assert records.one(Ring, records.pack(ring)) == ring


@given(some.lists(some.builds(TextReply, body=words), max_size=3).map(tuple))
def test_an_answer_comes_back_until_its_time_is_over(answer: tuple[TextReply, ...]) -> None:
    blob = records.pack_answer(answer, until=100.0)

    assert records.answer(blob, 99.0) == answer
    assert records.answer(blob, 100.0) is None


def test_an_older_builds_record_is_read_with_defaults() -> None:
    old = json.dumps([1, "Session", {"language": "es", "place": "main.home"}]).encode()

    assert records.one(Session, old) == Session(language="es", place="main.home")


def test_the_next_builds_record_is_read_as_far_as_we_know_it() -> None:
    new = json.dumps([2, "EraseText", {"id": "SM1", "until": 5.0, "mood": [1, {"a": 2}]}]).encode()

    assert records.errand(new) == EraseText("SM1", 5.0)


@pytest.mark.parametrize(
    "record",
    [
        [3, "EraseText", {"id": "SM1", "until": 5.0}],  # two builds ahead
        [1, "RingPeers", {}],  # an errand that we do not know
        [1, "EraseText", {"id": "SM1"}],  # without what it cannot do without
        [1, "Session", {}],
    ],
)
def test_what_cannot_be_understood_is_as_if_it_did_not_open(record: list[object]) -> None:
    with pytest.raises(SealBroken) as caught:
        records.errand(json.dumps(record).encode())
    assert caught.value.__context__ is None
