"""Conversations by text as transcripts: who texts what, and what comes to whom, and when.

    20:00 contact: 0
      contact gets: being asked
      ana gets: wants a person by text
    +5 ana: take
      ana gets on 2: is yours
    +5 ana on 2: hello

Each line that says what comes looks among the texts that came since the last action, in any order;
`nobody gets more` says that there were no others, `nothing` that a phone got none. `{one}`, `{two}`
are handles in the order in which they were offered, `on 2` is the second of `inside`, the numbers
of ours that are peers' own; without it a text goes to the line, and may come from any number.
`contact sends a picture`, with words behind a colon or none; `a text fails: 30005` makes the
carrier lose the next one; `worker: away` until it is `back`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hotline.rehearsal import texting
from hotline.rehearsal.faults import MessageFault
from hotline.rehearsal.world import with_faults
from tests.evening.evening import LINE, Evening

_ACTION = re.compile(r"\+([\d:]+)(?: (\w+)(?: on (\d))?( sends a picture)?(?:: (.*))?)?")
_FAULT = re.compile(r"a text fails: (\d+)|worker: (away|back)")
_COMES = re.compile(r"  (\w+) gets(?: on (\d))?(?: (nothing))?(?:: (.*))?")
_NAMES = ("one", "two", "three", "four")
# After a text, so long until all that follows by itself has come.
SETTLED = 4.0


class Talk:
    """`phones` are numbers by name."""

    def __init__(
        self, night: Evening, phones: Mapping[str, str], inside: Sequence[str] = ()
    ) -> None:
        self.night, self.phones, self.inside = night, phones, inside
        self.handles: list[str] = []
        self.read = 0
        self.came: list[tuple[str, str, str]] = []

    def plays(self, script: str) -> None:
        for line in script.strip().splitlines():
            if comes := _COMES.fullmatch(line):
                self._expects(line, *comes.groups())
            elif action := _ACTION.fullmatch(line.strip()):
                self._does(*action.groups())
            elif fault := _FAULT.fullmatch(line.strip()):
                self._breaks(*fault.groups())
            else:
                assert not line.strip() or line.strip().startswith("·"), line

    def _breaks(self, code: str | None, worker: str | None) -> None:
        if worker:
            self.night.worker = worker == "back"
            return
        faults = (MessageFault(int(code or 0), times=1),)
        self.night.board.exchange.change(
            lambda world, now: (with_faults(world, replace(world.faults, messages=faults)), None)
        )

    def _does(
        self, wait: str, who: str | None, on: str | None, picture: str | None, body: str | None
    ) -> None:
        minutes, _, seconds = wait.rpartition(":")
        self.came = []
        self.night.later(60 * int(minutes or 0) + int(seconds))
        self._look()
        if who:
            self.came = []
            exchange = self.night.board.exchange
            line, words = self._number(on) or LINE, self._filled(body or "")
            texting.send(exchange, self.phones[who], line, words, 1 if picture else 0)
            self.night.later(SETTLED)
            self._look()

    def _expects(
        self, line: str, who: str, on: str | None, nothing: str | None, words: str | None
    ) -> None:
        number = self._number(on)
        mine = [row for row in self.came if row[0] == who and number in {"", row[1]}]
        if nothing:
            assert not mine, f"{line}\nbut {mine}"
            return
        wanted = self._filled(words or "")
        found = next((row for row in mine if wanted in row[2]), None)
        assert found is not None, f"{line}\nbut {self.came}"
        self.came.remove(found)

    def _look(self) -> None:
        names = {phone: name for name, phone in self.phones.items()}
        messages = self.night.board.exchange.world.messages
        for message in messages:
            if message.serial <= self.read or message.recipient not in names:
                continue
            self.came.append((names[message.recipient], message.sender, message.body))
            for handle in re.findall(r"@\d{3}\b", message.body):
                if handle not in self.handles:
                    self.handles.append(handle)
        self.read = max((m.serial for m in messages), default=self.read)

    def _number(self, on: str | None) -> str:
        return self.inside[int(on) - 1] if on else ""

    def _filled(self, text: str) -> str:
        for name, handle in zip(_NAMES, self.handles, strict=False):
            text = text.replace(f"{{{name}}}", handle)
        return text
