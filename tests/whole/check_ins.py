"""Running check-ins, in the middle of their lives: written down as the line itself would have."""

from __future__ import annotations

import re
from dataclasses import replace

from hotline.desk import checkins
from hotline.desk.threads import fresh_handle
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.times import ALARM, ANSWER
from hotline.domain.phone import Phone
from tests.whole.handset import Handset
from tests.whole.ladder import Ladder
from tests.whole.line import OURS, wait_for

FIRST, AGAIN = "OK if all is well. MORE for", "Checking again"  # what asks by text, and again
ROUNDS = 120.0  # seconds after which coordinators are rung too, and the contact is told


def due(line: Ladder, number: str, seconds: float) -> CheckIn:
    """They are asked in so many seconds."""
    return _written(line, _set(line, number, line.desk.now() + seconds))


def silent(line: Ladder, number: str, seconds: float) -> CheckIn:
    """They were asked by two texts and two calls: it is an alarm in so many seconds."""
    asked = line.desk.now() + seconds - ALARM
    return _written(line, replace(_asking(line, number, asked), asks=3))


def called(line: Ladder, number: str, seconds: float) -> CheckIn:
    """They were asked by a text: they are called in so many seconds."""
    return _written(line, _asking(line, number, line.desk.now() + seconds - ANSWER))


def not_taken(line: Ladder, number: str, person: str, seconds: float) -> CheckIn:
    """An alarm went to this one of us, twice: coordinators come next, in so many seconds."""
    began = line.desk.now() + seconds - ROUNDS
    check_in = replace(_asking(line, number, began - ALARM), asks=3, state="alarm", alarms=2)
    return _written(line, replace(check_in, alarm_at=began, tier=1, alarmed=(person,)))


def asks(words: str) -> bool:
    """Whether a text asks whether all is well."""
    return FIRST in words or AGAIN in words


def state(line: Ladder, check_in: CheckIn) -> str:
    """`closed` once it is erased."""
    found = line.desk.check_ins.read(check_in.id)
    return found[0].state if found else "closed"


def none_runs(line: Ladder) -> bool:
    return not checkins.running(line.desk)


def is_asked_once(line: Ladder, check_in: CheckIn, seconds: float = 30) -> None:
    """By text; and when they say that all is well, it is over."""
    number = check_in.phone.e164
    line.gets(number, FIRST, seconds)
    assert "over and erased" in line.says(number, "ok")
    assert line.got(number, FIRST) == 1
    assert state(line, check_in) == "closed"


def answers_the_call(line: Ladder, check_in: CheckIn, seconds: float = 30) -> None:
    """Any key is life, a second one ends it."""
    contact = Handset(line, check_in.phone.e164)
    contact.rings(seconds).answers("Press any key").presses("5").hears("Press 1 if you're done")
    contact.presses("1").hears("over and erased").is_gone()
    assert state(line, check_in) == "closed"


def takes_it_by_call(line: Ladder, check_in: CheckIn, peer: Handset, seconds: float = 30) -> None:
    """The alarm rings one of us, who takes it."""
    peer.rings(seconds).from_now_on().answers("Press 1 to take it").presses("1")
    goes_on_by_keys(line, check_in, peer)


def goes_on_by_keys(line: Ladder, check_in: CheckIn, peer: Handset) -> None:
    """They have it. The contact answers after all, and it is closed."""
    peer.hears("You have it")
    assert state(line, check_in) == "owned"
    answers_after_all(line, check_in)
    line.gets(peer.number, f"CLOSE @{check_in.handle} once you know")
    peer.presses("5").hears("How did it end").presses("1").hears("Closed and erased")
    peer.hangs_up().is_gone()
    assert state(line, check_in) == "closed"


def takes_it_by_text(line: Ladder, check_in: CheckIn, peer: Handset, seconds: float = 60) -> None:
    handle = f"@{check_in.handle}"
    line.gets(peer.number, f"check-in {handle}, no answer", seconds)
    assert f"{handle} is yours" in line.says(peer.number, f"take {handle}")
    answers_after_all(line, check_in)
    line.gets(peer.number, f"CLOSE {handle} once you know", seconds)
    digit = re.search(r"(\d+) they answered", line.says(peer.number, f"close {handle}"))
    assert digit and "Closed and erased" in line.says(peer.number, digit[1])
    assert state(line, check_in) == "closed"


def answers_after_all(line: Ladder, check_in: CheckIn) -> None:
    """Again, where a web process leaves the store alone for two seconds more."""
    told = "The person who looks for you gets this now."
    wait_for(lambda: line.says(check_in.phone.e164, "ok") == told, 6, "the owner reads it")


def _set(line: Ladder, number: str, at: float) -> CheckIn:
    desk = line.desk
    return CheckIn(
        desk.token(), fresh_handle(desk), Phone(OURS), Phone(number), "en", "peers", Plan(),
        1200.0, at, at - 1200.0,
    )  # fmt: skip


def _asking(line: Ladder, number: str, at: float) -> CheckIn:
    """Asked by a text, which the carrier took."""
    check_in = _set(line, number, at)
    return replace(check_in, state="asking", asks=1, asked_at=at, accepted_at=at)


def _written(line: Ladder, check_in: CheckIn) -> CheckIn:
    desk = line.desk
    assert desk.check_ins.write(check_in, b"", (), desk.now(), durable=True)
    return check_in
