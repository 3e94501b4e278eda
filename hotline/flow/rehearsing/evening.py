"""An evening that is tried: one person who texts and calls, who is on, how the line is switched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hotline.domain.standing import STATES, Standing, State
from hotline.errors import Unfit
from hotline.flow.document import Book, HandOff
from hotline.flow.edition import Edition
from hotline.flow.lexicon import person_place
from hotline.flow.rehearsing.caller import PhoneCall
from hotline.flow.rehearsing.contact import Conversation
from hotline.flow.rehearsing.peers import NOBODY, Peer, peers_of
from hotline.flow.session import Session
from hotline.flow.source.near import nearest
from hotline.flow.typed import SILENCE, Act, Said, Wait, moment, typed

AGAIN = 600  # seconds in which a caller can have the peer back with whom they talked
_ZONE = "America/New_York"
_NOON = "12:00"
_LONG = 7200  # seconds a language that was chosen beforehand is kept


class Setting(NamedTuple):
    """How an evening begins. `on` None: it was not said; then nobody picks up."""

    at: str = ""
    language: str = ""
    line: str = ""
    on: tuple[str, ...] | None = None
    hidden: bool = False


class Shown(NamedTuple):
    """What the contact gets to see or hear; or, `aside`, what else happens."""

    text: str
    aside: bool = False


def zone_of(book: Book) -> str:
    """The zone the flows' own hours are written in; else that of a rotation, or New York's."""
    hours = (hours.zone for hours in book.hours.values())
    rotations = (rotation.zone for rotation in book.rotations.values())
    return next(filter(None, (*hours, *rotations)), _ZONE)


@dataclass(slots=True)
class Evening:
    """One person and the line. `lines` is everything that was typed and did something."""

    edition: Edition
    setting: Setting
    zone: str = field(init=False)
    state: State = "open"
    peers: tuple[Peer, ...] | None = None
    talk: Conversation = field(init=False)
    call: PhoneCall | None = None
    lines: list[str] = field(default_factory=list)
    had: tuple[str, float] = ("", 0.0)

    def __post_init__(self) -> None:
        """Raises Unfit."""
        self.zone = zone_of(self.edition.book)
        now = moment(self.setting.at or _NOON, self.zone)
        self.talk = Conversation(self.edition, zone=self.zone, now=now)
        if language := self._language():
            self.talk.session = Session(language=language, chosen=True, until=now + _LONG)
        if self.setting.line:
            self._switch(self.setting.line)
        if self.setting.on is not None:
            self._set_on(self.setting.on)

    @property
    def now(self) -> float:
        """Seconds UTC."""
        return self.call.now if self.call else self.talk.now

    @property
    def clock(self) -> str:
        """What the clocks on the wall show."""
        wall = datetime.fromtimestamp(self.now, ZoneInfo(self.zone))
        seconds = f"{wall:%H:%M:%S}".removesuffix(":00")
        return f"{wall:%A} {wall.day} {wall:%B %Y}, {seconds} ({self.zone})"

    @property
    def place(self) -> str:
        """Where they are in the flows; empty at the door, or before anything was said."""
        if self.call:
            return self.call.place
        return self.talk.session.place if self.talk.session else ""

    @property
    def calling(self) -> bool:
        """Whether they are on the phone now."""
        return self.call is not None

    def play(self, line: str) -> list[Shown]:
        """Do what one line says; what comes of it. Raises Unfit, and then nothing has happened."""
        match typed(line):
            case Wait(seconds):
                shown = self._wait(seconds)
            case Act(name, rest):
                shown = _ACTS[name](self, rest)
            case Said(text) if self.call:
                shown = self._heard(self.call, self.call.press(_key(text)))
            case Said(text):
                shown = [Shown(self.talk.text(text) or "(nothing)")]
                self._forgot()
        self.lines.append(line or SILENCE)
        return shown

    def _wait(self, seconds: float) -> list[Shown]:
        """Time passes: texts come; a caller says nothing, and hears what there is to hear."""
        until, shown = self.now + seconds, list[Shown]()
        while self.call and self.call.now < until:
            if self.call.talking:
                self.call.now = until
            else:
                shown += self._heard(self.call, self.call.press("", until))
        return shown if self.call else shown + self._texts(until)

    def _texts(self, until: float) -> list[Shown]:
        """The texts that come, or came in the meantime."""
        return [Shown(said) for said in self.talk.wait(max(until - self.talk.now, 0.0))]

    def _heard(self, call: PhoneCall, words: str) -> list[Shown]:
        """What a turn of a call brought: what else happened, the words, a text, the end."""
        shown = [Shown(aside, aside=True) for aside in call.aside]
        call.aside.clear()
        shown += [Shown(words)] if words else []
        if call.turn.text:
            shown += [Shown("a text comes:", aside=True), Shown(call.turn.text)]
        if call.turn.on is None:
            shown += [Shown("the call is over", aside=True), *self._hung_up(call)]
        return shown

    def _hung_up(self, call: PhoneCall) -> list[Shown]:
        """The call is over; texts that were to come meanwhile are there."""
        if call.talked_with and not self.setting.hidden:
            self.had = (call.talked_with, call.now)
        self.call = None
        return self._texts(call.now)

    def _forgot(self) -> None:
        """CLEAR and FORGET also end who they had."""
        if self.talk.outcome == "erased":
            self.had = ("", 0.0)

    def _dial(self, _: str) -> list[Shown]:
        if self.call:
            raise Unfit("they are on the phone already", "hang up first: :hang up")
        self.call = PhoneCall(
            self.edition,
            zone=self.zone,
            now=self.now,
            reachable=not self.setting.hidden,
            standing=self.talk.standing,
            language=self._language(),
            peers=self._rung(),
            again=self._again(),
        )
        return self._heard(self.call, self.call.heard)

    def _again(self) -> str:
        """The peer they talked with a moment ago, if they are still on."""
        name, since = self.had
        recent = self.now - since < AGAIN and any(peer.name == name for peer in self.peers or ())
        step = self.edition.book.places.get(person_place(self.edition.book))
        return name if recent and isinstance(step, HandOff) else ""

    def _hang_up(self, _: str) -> list[Shown]:
        call = self._calling()
        told = f"; {call.talked_with} is told" if call.talking else ""
        return [Shown(f"they hung up{told}", aside=True), *self._hung_up(call)]

    def _take(self, name: str) -> list[Shown]:
        call = self._calling()
        words = call.take(name)
        return [Shown(f"{call.talked_with} presses 1", aside=True), *self._heard(call, words)]

    def _passed(self, name: str) -> list[Shown]:
        return self._missed(name, "passes")

    def _busy(self, name: str) -> list[Shown]:
        return self._missed(name, "cannot be reached")

    def _missed(self, name: str, how: str) -> list[Shown]:
        call = self._calling()
        who = call.phones.picked(name)
        return [Shown(f"{who} {how}", aside=True), *self._heard(call, call.missed(who))]

    def _ends(self, _: str) -> list[Shown]:
        call = self._calling()
        return self._heard(call, call.left(dropping=False))

    def _drops(self, _: str) -> list[Shown]:
        call = self._calling()
        return self._heard(call, call.left(dropping=True))

    def _calling(self) -> PhoneCall:
        if not self.call:
            raise Unfit("nobody is calling", "call first: :call")
        return self.call

    def _switch(self, written: str) -> list[Shown]:
        state = next((state for state in STATES if state == written), None)
        if state is None:
            near = nearest(written, STATES)
            fix = f"did you mean {near}" if near else f"one of {', '.join(STATES)}"
            raise Unfit(f'the line cannot be switched to "{written}"', fix)
        self.state = state
        return self._stands()

    def _on(self, written: str) -> list[Shown]:
        return self._set_on(written.split(";") if ";" in written else [written])

    def _set_on(self, written: Iterable[str]) -> list[Shown]:
        self.peers = peers_of(written)
        return self._stands()

    def _stands(self) -> list[Shown]:
        """Both, texts and calls, learn how the line stands."""
        steps = (p for p in self.edition.book.places.values() if isinstance(p, HandOff))
        on = frozenset(step.to for step in steps) if self.peers else frozenset()
        standing = Standing(self.state, on)
        self.talk.standing = standing
        if self.call:
            self.call.standing, self.call.peers = standing, self._rung()
        names = ", ".join(peer.name for peer in self.peers or ()) or NOBODY
        return [Shown(f"the line is {self.state}; on: {names}", aside=True)]

    def _rung(self) -> tuple[Peer, ...] | None:
        """Nobody, and that is said at once, where the line is switched to anything but open."""
        return self.peers if self.state == "open" else ()

    def _language(self) -> str:
        language, known = self.setting.language, self.edition.book.languages
        if language and language not in known:
            fix = f"one of {', '.join(known)}"
            raise Unfit(f'the line does not speak "{language}"', fix)
        return language


def _key(text: str) -> str:
    """A key of the phone. Raises Unfit."""
    if text == "" or (len(text) == 1 and text in "0123456789*#"):
        return text
    fix = "one of 0 to 9, * and #, or nothing; to text instead, first :hang up"
    raise Unfit(f'"{text[:20]}" is no key of a phone', fix)


_ACTS: Mapping[str, Callable[[Evening, str], list[Shown]]] = {
    "call": Evening._dial,
    "hang up": Evening._hang_up,
    "take": Evening._take,
    "pass": Evening._passed,
    "busy": Evening._busy,
    "ends": Evening._ends,
    "drops": Evening._drops,
    "line": Evening._switch,
    "on": Evening._on,
}
