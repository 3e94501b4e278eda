"""Calls as text, that a coordinator can read, played against the default line.

A scene begins with `# title`. Its lines say when (minutes:seconds), who, and what:

    people: Ana en es, Bo en            who is on (Ana, Bo and Cy have phones; `off: Cy`: not on)
    0:00 contact dials                  or: dials hidden
    0:07 contact hears: Ringing people  since the last thing that was checked for this phone
    0:07 contact hears nothing
    0:08 Ana rings                      and: Ana answers, declines, is not rung, was rung: 1
    0:19 Ana presses: 1
    0:21 contact and Ana talk           and: contact is waiting (in no room), contact is gone
    0:30 contact hangs up               who: contact, or a peer
    phone: Bo voicemail                 what a phone does by itself: voicemail, busy, unreachable
    away: worker                        what is broken: worker, store
    direct line: peers                  the second number is a direct line, of this rotation
    first language: fr                  the number begins in French
    trunk: contact                      its list of trunks has this phone
    0:00 contact dials direct           and: contact is unanswered, got busy; was turned away: 1
    hushed: Bo en                       on, and calls come to them as a text first
    1:05 Bo is texted: a call is waiting     and: Bo takes, takes: nothing (TAKE)
    pin: Ana 471108                     her PIN
    trainee: Cy en                      on, to listen; then: Cy listens to contact and Ana
    asked: Dee es                       on the roster, with no consent yet
    0:00 Dee is asked by call           and: Dee is rung for a test; later: Dee agreed, has not
                                        agreed, wants no calls, is tested: yes
    texts: Ana en                       who is on, and takes calls and texts; only texts: Ana en
    coordinator: Dee                    and: Dee and texts
    0:00 contact texts: 0               then: contact gets: You asked (among the texts since the
                                        last check); contact gets nothing; was called: 2 (by us)
    0:00 Ana comes on                   a shift begins
    0:00 Ana calls contact              both have agreed to it elsewhere
    line: closed                        the state of the line, as `hotline switch` sets it
    later: Ana mon-sun 23:00-24:00      who is on in some hours (evenings begin at 21:00); and:
                                        later by call: who gets no texts
    coordinator: Dee texts              a coordinator; without the word, one who gets no texts
    0:00 contact is checked on: 20 ambulance at 4b back door      then @contact is its handle; also:
                                        friend Eve, calls, texts (only), trouble sunny
    40:00 contact says OK: im ok        and: says MORE, DONE, STOP, FORGET; writes: idk
    counted: a friend went              how an alarm ended
    hours: 10:00-20:00                  when the flows bring people in
    shifts: open with a PIN
    0:30 Ana wants no shift today       she is on a break for a day
    holiday: 2026-01-01                 a day on which a card of its own stands in for people
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from hotline.desk import checkins, roster, shared
from hotline.desk.offering import take_call
from hotline.domain.checkin import events
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.people import CHANNELS, Channel, Person, Role
from hotline.domain.phone import Phone
from hotline.domain.standing import STATES
from hotline.domain.written_times import read_times
from hotline.flow.edition import Edition
from hotline.rehearsal.calls.phone import Behaviour, voicemail
from hotline.rehearsal.switchboard import NotACallError
from tests.evening.changed_flows import closed_on, opened_by_pin, opening
from tests.evening.evening import ALWAYS, ANA, BO, CONTACT, CY, DEE, JAIL, LINE, Evening

PHONES = {
    "contact": CONTACT,
    "Ana": ANA,
    "Bo": BO,
    "Cy": CY,
    "Dee": DEE,
    "Eve": "+12025550148",
    "fallback": "+12025550199",
    **{f"P{n}": f"+1202555012{n}" for n in range(1, 9)},
}
BEHAVIOURS = {
    "voicemail": voicemail(12.0),
    "off": voicemail(1.0),
    "person": Behaviour(),
    "busy": Behaviour("busy"),
    "unreachable": Behaviour("unreachable"),
}
_LINE = re.compile(r"(\d+):(\d\d) (.+)")
_SLACK = 1.0  # seconds: a voice's length is not exact


@dataclass
class Scene:
    title: str
    where: str
    lines: list[tuple[int, str]] = field(default_factory=list)


def scenes(folder: Path) -> Iterator[Scene]:
    """Every scene of every transcript of calls."""
    for path in sorted(folder.glob("*.txt")):
        scene: Scene | None = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("# "):
                if scene:
                    yield scene
                scene = Scene(f"{path.stem}: {line[2:]}", path.name)
            elif line.strip() and scene:
                scene.lines.append((number, line.strip()))
        if scene:
            yield scene


class Played:
    """A scene being played."""

    def __init__(self, edition: Edition, night: Evening | None = None) -> None:
        self.night = night or Evening(edition)
        self.checked = dict.fromkeys(PHONES, 0)
        self.tests: dict[str, str] = {}
        self.dialled: list[str] = []
        self.got: set[str] = set()
        self.check_ins: dict[str, CheckIn] = {}

    def play(self, scene: Scene) -> None:
        for number, line in scene.lines:
            at = f"{scene.where}:{number}: {line}"
            timed = _LINE.fullmatch(line)
            if not timed:
                self._arrange(line)
                continue
            self.night.at(int(timed[1]) * 60 + int(timed[2]))
            who, _, what = timed[3].partition(" ")
            try:
                self._do(at, who, what)
            except NotACallError as nothing:
                raise AssertionError(at, str(nothing)) from None
        assert self.night.broken == [], scene.title
        assert not self.night.board.exchange.world.alerts, self.night.board.exchange.world.alerts

    def _arrange(self, line: str) -> None:
        kind, _, what = line.partition(": ")
        match kind:
            case "people":
                for person in what.split(", "):
                    name, *languages = person.split()
                    self.night.peer(name, PHONES[name], *languages)
            case "trainee":
                name, *languages = what.split()
                self.night.peer(name, PHONES[name], *languages, place="trainee")
            case "texts":
                name, *languages = what.split()
                self.night.peer(name, PHONES[name], *languages, channels=("calls", "texts"))
            case "only texts":
                name, *languages = what.split()
                self.night.peer(name, PHONES[name], *languages, channels=("texts",))
            case "hushed":
                name, *languages = what.split()
                self.night.peer(name, PHONES[name], *languages, channels=("calls", "texts"))
                roster.hush(self.night.desk, self._one(name).id, self.night.line.now + 4 * 3600)
            case "pin":
                name, pin = what.split()
                roster.set_pin(self.night.desk, self._one(name).id, pin)
            case "off":
                self.night.peer(what, PHONES[what], times=None)
            case "direct line":
                self.night.direct_line(what)
            case "first language":
                self.night.first_language(what)
            case "trunk":
                shared.add(self.night.desk, Phone(PHONES[what]), Phone(JAIL))
            case "asked":
                name, *languages = what.split()
                self.night.peer(name, PHONES[name], *languages, times=None, channels=())
            case "coordinator":
                name, *texts = what.split()
                channels: tuple[Channel, ...] = ("calls", "texts") if texts else ("calls",)
                roles: tuple[Role, ...] = ("coordinator",)
                self.night.peer(name, PHONES[name], times=None, roles=roles, channels=channels)
            case "phone":
                name, behaviour = what.split()
                self.night.board.behave(PHONES[name], BEHAVIOURS[behaviour])
            case "later" | "later by call":
                name, _, times = what.partition(" ")
                on = read_times(times, ALWAYS.zone)
                reached: tuple[Channel, ...] = ("calls",) if "call" in kind else CHANNELS
                self.night.peer(name, PHONES[name], times=on, channels=reached)
            case "line":
                self.night.line.switch.write(STATES[STATES.index(what)])
            case "hours":
                self.night.line.edition = opening(what)
            case "shifts":
                assert what == "open with a PIN"
                self.night.line.edition = opened_by_pin()
            case "holiday":
                self.night.line.edition = closed_on(what)
            case "fallback":
                self.night.fall_back_on(Phone(PHONES["fallback"]))
            case "counted":
                assert self._counted(what) == 1, what
            case "away":
                self.night.worker = "worker" not in what
                self.night.line.store.away = "store" in what
            case _:
                raise AssertionError(line)

    def _do(self, at: str, who: str, what: str) -> None:
        phone = PHONES[who]
        verb, _, words = what.partition(": ")
        for name, check_in in self.check_ins.items():
            words = words.replace(f"@{name}", f"@{check_in.handle}")
        match verb:
            case "texts":
                self.night.text(phone, words)
            case "gets":
                new, words = self._texts(phone), words.replace("\\n", "\n")
                read = next((n for n, (_, said) in enumerate(new) if words in said), None)
                assert read is not None, (at, new)
                self.got |= {sid for sid, _ in new[: read + 1]}
            case "gets nothing":
                assert not self._texts(phone), (at, self._texts(phone))
            case "is checked on":
                self._checked_on(who, words)
            case "writes":
                self._of_check_in(who, events.Wrote(self.night.desk.token(), words))
            case "says OK":
                self._of_check_in(who, events.SaidOk(self.night.desk.token(), words))
            case "says DONE":
                self._of_check_in(who, events.SaidDone(self.night.desk.token(), words))
            case "says STOP":
                self._of_check_in(who, events.SaidStop(self.night.desk.token()))
            case "says the trouble word":
                self._of_check_in(who, events.SaidTrouble(self.night.desk.token()))
            case "presses a key":
                self._of_check_in(who, events.KeyPressed(self.night.desk.token()))
            case "comes on":
                self.night.comes_on(who)
            case "is on the list of shared numbers":
                shared.add(self.night.desk, Phone(phone), None)
            case _ if found := re.fullmatch(r"calls (\w+)", what):
                self.night.brings_together(who, PHONES[found[1]])
            case "dials":
                self.dialled.append(who)
                self.night.dial(phone)
            case "dials direct":
                self.night.dial(phone, line=JAIL)
            case "is unanswered":
                assert self.night.unanswered(phone), at
            case "got busy":
                assert self.night.got_busy(phone), (at, self.night.board.legs(phone)[-1])
            case "was turned away":
                assert self.night.line.shared.away == {Phone(JAIL): int(words)}, at
            case "dials hidden":
                self.night.dial(phone, "anonymous")
            case "dials as the line":
                self.night.dial(phone, LINE)
            case "got texts":
                assert len(self.night.texts_to(phone)) == int(words), at
            case "answers":
                self.night.board.answer(phone)
            case "declines":
                self.night.board.decline(phone)
            case "hangs up":
                self.night.board.hang_up(phone)
            case "presses":
                self.night.press(phone, words)
            case "hears":
                self._hears(at, who, words)
            case "hears nothing":
                assert not any(self._new(who)), (at, self._new(who))
            case "rings":
                assert self.night.ringing(phone), (at, self.night.board.legs(phone))
            case "is asked by call":
                roster.ask_by_call(self.night.desk, who.lower(), Phone(LINE))
            case "is rung for a test":
                person = roster.find(self.night.desk, who)
                self.tests[who] = roster.ring_a_test(self.night.desk, person, Phone(LINE))
            case "is tested":
                found, _ = self.night.line.peer_calls.calls[self.tests[who]]
                assert found.state == words, (at, found.state)
            case "agreed" | "has not agreed" | "wants no calls":
                state = roster.find(self.night.desk, who).calls.state
                wanted = {"agreed": "given", "has not agreed": "asked"}.get(verb, "withdrawn")
                assert state == wanted, (at, state)
            case "wants no shift today":
                roster.pause(self.night.desk, self._one(who).id, self.night.line.now + 86400)
            case "is shut out":
                assert self._one(who).shut, at
            case "is paused" | "is not paused":
                paused = self._one(who).paused_until > self.night.line.now
                assert paused == (verb == "is paused"), at
            case "takes":
                took = take_call(self.night.desk, self._one(who), self.night.line.now)
                assert took == (words != "nothing"), at
            case "is texted":
                self.night.later(0)
                assert words in self.night.texts_to(phone)[-1], (at, self.night.texts_to(phone))
            case "is not rung" | "is forgotten by the carrier":
                assert not self.night.board.legs(phone), at
            case "was rung":
                rung = [s for s in self.night.board.heard(phone) if s.kind == "ringing"]
                assert len(rung) == int(words), (at, rung)
            case "was called":
                rung = [s for s in self.night.board.heard(phone) if s.kind == "ringing"]
                called = len(rung) - self.dialled.count(who)
                assert called == int(words), (at, rung)
            case "is not ringing":
                assert not self.night.ringing(phone), at
            case "is gone":
                assert self.night.board.call(phone) is None, at
            case "is waiting":
                call = self.night.board.call(phone)
                assert call, at
                assert not self.night.in_a_room(phone), at
            case _ if found := re.fullmatch(r"and (\w+) are connected", what):
                assert self.night.connected(phone, PHONES[found[1]]), at
            case _ if found := re.fullmatch(r"listens to ([\w ]+)", what):
                others = [PHONES[name] for name in found[1].split(" and ")]
                assert self.night.listening(phone, *others), at
            case _ if found := re.fullmatch(r"and ([\w ]+) talk", what):
                others = [PHONES[name] for name in found[1].split(" and ")]
                assert self.night.talking(phone, *others), (
                    at,
                    self.night.heard(phone)[-3:],
                )
            case _:
                raise AssertionError(at)

    def _checked_on(self, who: str, words: str) -> None:
        """`20 ambulance at 4b back door`."""
        wanted, _, place = words.partition(" at ")
        minutes, *wishes = wanted.split()
        named = dict(pairwise(wishes))
        ways = next((way for way in ("texts", "calls") if way in wishes), "both")
        wish = next((one for one in ("ambulance", "friend") if one in wishes), "keep_trying")
        friend = Phone(PHONES[named["friend"]]) if "friend" in wishes else None
        plan = Plan(ways, wish, friend, place, named.get("trouble", ""))  # type: ignore[arg-type]
        self.check_ins[who] = self.night.checked_on(PHONES[who], int(minutes), plan)

    def _of_check_in(self, who: str, event: events.Event) -> None:
        checkins.happened(self.night.desk, self.check_ins[who].id, event)

    def _counted(self, end: str) -> int:
        today = datetime.fromtimestamp(self.night.line.now, ZoneInfo(self.night.desk.zone)).date()
        (found,) = self.night.desk.tally.of_days([today])
        return sum(n for name, n in found.items() if name.endswith(f": {end}"))

    def _texts(self, phone: str) -> list[tuple[str, str]]:
        """What this phone was texted since the last check, unless the carrier has erased it."""
        sent = self.night.board.exchange.world.messages
        return [(m.sid, m.body) for m in sent if m.recipient == phone and m.sid not in self.got]

    def _one(self, who: str) -> Person:
        return roster.find(self.night.desk, who)

    def _hears(self, at: str, who: str, words: str) -> None:
        """In what was told since the last check; a voice that has just begun counts."""
        self.night.later(0)
        new = self._new(who)
        found = next((n for n, said in enumerate(new) if words in said), None)
        if found is None:
            self.night.later(_SLACK)
            new = self._new(who)
            found = next((n for n, said in enumerate(new) if words in said), None)
        assert found is not None, (at, new[-6:])
        self.checked[who] += found + 1

    def _new(self, who: str) -> list[str]:
        told = self.night.heard(PHONES[who])[self.checked[who] :]
        return ["" if said.startswith("http") else said for said in told]
