"""Of a busy day: who asks to be checked on, and the peers who look after it when they fall silent.

Some answer, late or early; some want more time, say where they are or name a friend; one in three
falls silent, so that an alarm goes out, and a peer takes it by text or by a key and closes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from hotline.desk import checkins
from hotline.domain.contact import Contact
from hotline.domain.phone import Phone
from hotline.rehearsal.calls.phone import Behaviour
from tests.evening.evening import LINE

if TYPE_CHECKING:
    from tests.evening.busy_day import BusyDay, Came

WISHES = ((), ("1",), ("4",), ("3", "4b, back door"), ("2", "(202) 555-0149", "4b"))
THERE = Behaviour("answers", after=4.0, keys="5", wait=5.0)
REFUSED = (
    "Nothing is on", "nothing is on", "Nothing was set", "that is not set", "CHECK 20",
    "can't check on you",
)  # fmt: skip


class Checks:
    """What is on, by its id, and whose it is."""

    def __init__(self, day: BusyDay) -> None:
        self.day = day
        self.on: dict[str, Came] = {}
        self.wanted = 0

    # What people do

    def wants(self, phone: str, *, by_phone: bool) -> None:
        day, dice = self.day, self.day.dice
        self.wanted += 1
        minutes, silent = dice.randint(3, 25), self.wanted % 3 == 2
        if by_phone:
            return self._by_phone(phone, minutes, silent=silent)
        day.text(phone, f"check {minutes}")
        for n, words in enumerate(dice.choice(WISHES)):
            day.soon(20.0 * (n + 1), partial(day.text, phone, words))
        if silent:
            return None
        asked = minutes * 60.0
        if dice.random() < 0.2:
            day.soon(asked / 2, partial(day.text, phone, "done"))
        elif dice.random() < 0.2:
            day.soon(asked + dice.uniform(5, 80), partial(day.text, phone, "more 5"))
            day.soon(asked + 300.0, partial(day.text, phone, "done"))
        day.soon(asked + dice.uniform(85, 150), partial(day.text, phone, "ok"))
        return None

    def _by_phone(self, phone: str, minutes: int, *, silent: bool) -> None:
        day = self.day
        day.night.dial(phone)
        for n, keys in enumerate(("3", "2", f"{minutes}#", "1")):
            day.soon(9.0 + 4.0 * n, partial(day.press, phone, keys))
        day.soon(40.0, partial(day.hang_up, phone))
        if not silent:
            day.night.board.behave(phone, THERE)

    def alarms(self, peer: str, body: str) -> None:
        """Somebody reads that nobody answers."""
        handle = re.search(r"@\d+", body)
        if handle is None or self.day.dice.random() < 0.5:
            return
        began = self.day.dice.uniform(5, 40)
        for after, words in ((0.0, "take {}"), (60.0, "{} hi, you there?"), (150.0, "close {}")):
            self.day.soon(began + after, partial(self.day.text, peer, words.format(handle[0])))
        self.day.soon(began + 156.0, partial(self.day.text, peer, "1"))

    # What is told

    def answered(self, form: Mapping[str, str], said: str) -> None:
        """To one of us, or to whoever asked to be checked on."""
        phone = self.day.whose(form)
        if phone in self.day.numbers:
            return self._peer_heard(phone, said)
        who = self.day.came.get(phone)
        if who is None or "check-in" not in who.kind:
            return None
        if "It's on" in said:
            id = self.day.night.desk.check_ins.of(Contact(Phone(LINE), Phone(phone)))
            self.on[id], who.checked = who, ""
        elif "Press 1 if you're done" in said:
            self.day.soon(9.0, partial(self.day.press, phone, "1"))
        elif "over and erased" in said:
            self._over(who, "all is well, and erased")
        elif not who.checked and any(words in said for words in REFUSED):
            who.checked = "told that nothing is on"
        return None

    def _peer_heard(self, peer: str, said: str) -> None:
        if "You have it" in said:
            self.day.soon(12.0, partial(self.day.press, peer, "5"))
        if "How did it end" in said:
            self.day.soon(5.0, partial(self.day.press, peer, "1"))
        if "You have it" in said or "is yours" in said or "Closed and erased" in said:
            self._look()

    def _look(self) -> None:
        """Who of those that are on has somebody now, and which was closed."""
        running = {one.id: one for one in checkins.running(self.day.night.desk)}
        for id, who in list(self.on.items()):
            here = running.get(id)
            if here is None:
                self._over(who, "an alarm, taken and closed by a peer")
            elif here.state == "owned" and not who.answered:
                who.asked, who.answered = here.alarm_at, self.day.night.line.now

    def _over(self, who: Came, how: str) -> None:
        who.checked = how
        self.on = {id: other for id, other in self.on.items() if other is not who}
