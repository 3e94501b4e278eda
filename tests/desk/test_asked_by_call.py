"""A contact is rung for their check-in, and presses keys: what those do, also a second time."""

from __future__ import annotations

import pytest

from hotline.desk import checkin_calls, checkin_promise, checkins
from hotline.desk.checkin_promise import Wanted
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn, ask_name
from hotline.domain.contact import Contact
from hotline.domain.events import CallStarted, CallTurned
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.ring.record import Ring
from hotline.domain.rota import Shift
from hotline.domain.times import Times
from hotline.flow.edition import Edition
from tests.desk.pretend import ANNA, LINE, NOON, Line

ALWAYS = Times(0, 1440, "America/New_York", tuple(range(7)))


class Asked:
    """Somebody whom we call to ask; Ana is on."""

    def __init__(self, line: Line) -> None:
        self.line, self.desk, self.calls = line, line.desk(), 0
        given = Consent("given", NOON)
        ana = Person("ana", "Ana", (Phone("+12025550111"),), ("en",), calls=given)
        line.people.people = (ana,)
        line.rota.shifts = (Shift("shift", "ana", "peers", ALWAYS),)
        made = checkin_promise.set_up(
            self.desk, Wanted(Contact(LINE, ANNA), 1200.0, "en", Plan("calls"))
        )
        assert isinstance(made, CheckIn)
        self.id, self.name = made.id, ""

    @property
    def check_in(self) -> CheckIn:
        found = self.desk.check_ins.read(self.id)
        assert found
        return found[0]

    def is_called(self) -> None:
        """Their phone rings at its time, and they pick up and press a key."""
        self.line.now = self.check_in.at
        checkins.look(self.desk, self.id)
        self.calls += 1
        self.name = ask_name(self.check_in, 1)
        checkin_calls.pressed(self.desk, self.turned("5"), 1)

    def turned(self, key: str) -> CallTurned:
        call = CallStarted(f"CA{self.calls:032x}", LINE, ANNA)
        return CallTurned(call, self.name, key)

    def presses(self, key: str) -> None:
        """The second key."""
        checkin_calls.second(self.desk, self.turned(key))

    def rings(self) -> list[Ring]:
        """Those that ring people for this very call."""
        call = self.turned("").call.id
        return [ring for ring, _ in self.line.rings.rings.values() if ring.call == call]


@pytest.fixture
def asked(edition: Edition) -> Asked:
    return Asked(Line(edition))


def test_0_rings_people_each_time_that_they_are_called(asked: Asked) -> None:
    for _ in range(2):
        asked.is_called()
        asked.presses("0")
        assert [ring.state for ring in asked.rings()] == ["wait"]


def test_0_that_comes_twice_rings_them_once(asked: Asked) -> None:
    asked.is_called()
    asked.presses("0")
    asked.presses("0")

    assert len(asked.rings()) == 1


def test_2_that_comes_twice_puts_it_off_once(asked: Asked) -> None:
    asked.is_called()
    asked.presses("2")
    later = asked.check_in.at
    asked.presses("2")

    assert asked.check_in.at == later == asked.line.now + 1200


def test_2_in_the_next_call_puts_it_off_again(asked: Asked) -> None:
    for _ in range(2):
        asked.is_called()
        asked.presses("2")
        assert asked.check_in.at == asked.line.now + 1200


def test_who_pressed_0_and_hangs_up_is_rung_for_no_more(asked: Asked) -> None:
    asked.is_called()
    asked.presses("0")
    checkin_calls.reported(asked.desk, asked.turned(""), final=True)

    assert [ring.outcome for ring in asked.rings()] == ["gone"]
