"""Whatever callers do, the line dials nobody but its own people: who calls names no target."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotline.domain.phone import Phone
from hotline.flow.edition import Edition
from tests.evening.evening import ANA, BO, CONTACT, CY, DEE, JAIL, LINE, Evening

OURS = {ANA, BO}
FALLBACK = "+12025550199"
PREMIUM = "+19002345678"
ABROAD = "+8821612345678"
CALLERS = st.sampled_from([CONTACT, CY, PREMIUM, ABROAD, "", ANA])
KEYS = st.sampled_from(["", "0", "1", "2", "3", "4", "5", "6", "8", "9", "*", "#", PREMIUM[1:]])


def dialled(night: Evening) -> set[str]:
    """Every number that any answer of ours had dialled, or that a worker asked the carrier for."""
    inside = {
        number.text or ""
        for document in night.documents
        if document.strip()
        for dial in ElementTree.fromstring(document).iter("Dial")
        for number in (*dial.iter("Number"), dial)
        if (number.text or "").strip()
    }
    placed = {leg.phone for leg in night.board.exchange.world.calls.legs if leg.caller == LINE}
    return inside | placed


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(CALLERS, st.sampled_from([LINE, JAIL]), KEYS, KEYS), max_size=3),
    st.sampled_from(["", "worker", "store"]),
)
def test_only_people_of_the_roster_and_fallback_numbers_are_ever_dialled(
    edition: Edition, calls: list[tuple[str, str, str, str]], away: str
) -> None:
    night = Evening(edition)
    night.direct_line("peers")
    night.peer("Ana", ANA, "en")
    night.peer("Bo", BO, "es")
    night.peer("Dee", DEE, "en", channels=())  # has not agreed to calls
    night.fall_back_on(Phone(FALLBACK))
    night.worker = not away
    night.line.store.away = away == "store"
    for number, (caller, line, first, second) in enumerate(calls):
        phone = caller or CONTACT
        if night.board.call(phone):
            continue
        night.dial(phone, "+266696687" if not caller else "", line)
        for key in (first, second):
            night.later(9)
            if key and night.board.call(phone) and not night.unanswered(phone):
                night.press(phone, key)
        night.later(25 + number)
    night.later(200)
    # A contact only where a call back was agreed to, and of a country that we serve.
    agreed = {caller for caller, line, first, second in calls if (first, second) == ("5", "1")}
    assert dialled(night) <= OURS | {FALLBACK} | (agreed & {CONTACT, CY})
    assert night.broken == []


@pytest.mark.parametrize("worker", [True, False])
def test_the_look_sees_what_is_dialled(edition: Edition, worker: bool) -> None:
    night = Evening(edition)
    night.peer("Ana", ANA, "en")
    night.worker = worker
    night.dial()
    night.at(40)
    assert dialled(night) == {ANA}
