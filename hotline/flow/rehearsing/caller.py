"""One caller, played without a line, and the people who may come to the phone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import inf

from hotline.domain.phone import Phone
from hotline.domain.replies import Say
from hotline.domain.standing import NOBODY_ON, Standing
from hotline.errors import Unfit
from hotline.flow.aloud import spoken
from hotline.flow.breaths import breathed, counting, ended, offered
from hotline.flow.calling import door, nobody, over, people_step, pressed, wanting
from hotline.flow.document import HandOff
from hotline.flow.edition import Edition
from hotline.flow.oncall import CallTurn, OnCall
from hotline.flow.rehearsing.contact import LINE, NOON
from hotline.flow.rehearsing.peers import Peer, Phones
from hotline.flow.session import Session
from hotline.flow.speech import seconds
from hotline.flow.stage import Stage, World
from hotline.flow.waiting import dropped, parted, waited

PATIENCE = 90  # seconds people are rung for, at most
_NOTES = 4  # seconds of soft notes, and listening, in one turn of waiting
_ASKED = {"emergency": "peer.ask.emergency", "stay": "peer.ask.stay"}


@dataclass(slots=True)
class PhoneCall:
    """One caller and the line. `place` is where they are, `aside` what else happened meanwhile.

    `peers` are on and are rung; each comes only when `take` says so. None: somebody may be rung,
    but nobody ever picks up. `again` names the peer they talked with a moment ago.
    """

    edition: Edition
    line: Phone = LINE
    zone: str = "America/New_York"
    now: float = NOON
    reachable: bool = True
    standing: Standing = NOBODY_ON
    language: str = ""
    peers: tuple[Peer, ...] | None = None
    again: str = ""
    talked_with: str = ""
    aside: list[str] = field(default_factory=list)
    phones: Phones = field(default_factory=Phones)
    turn: CallTurn = field(init=False)

    def __post_init__(self) -> None:
        self.turn = door(self._stage(), self.again)
        if self.language and self.turn.on:
            session = Session(language=self.language, chosen=True)
            on = replace(self.turn.on, session=session)
            words = spoken(on, self._stage().phrase("call.door", self.language))
            self.turn = replace(self.turn, on=on, heard=words)

    def press(self, key: str, until: float = inf) -> str:
        """Press a key, or nothing; what is heard then, empty when the call is over. Silence while
        people are rung lasts to the next words, or `until` then."""
        on = self.turn.on
        if on is None:
            return ""
        self.now += seconds(self.heard) + (0 if key else self.turn.listen)
        self.turn = self._with_people(on, key, until) or self._chosen(on, key)
        return self.heard

    @property
    def heard(self) -> str:
        """What was said last."""
        return " ".join(part.words for part in self.turn.heard if isinstance(part, Say))

    @property
    def place(self) -> str:
        """The place in the flows, or the step that brings a person; empty at the door."""
        on = self.turn.on
        if on is None or on.at == "door":
            return ""
        return on.step if on.at in {"waiting", "room", "parted"} else on.session.place

    @property
    def talking(self) -> bool:
        """Whether a peer is with them."""
        return self.turn.on is not None and self.turn.on.at == "room"

    def take(self, name: str = "") -> str:
        """Somebody who is rung picks up and presses 1. Raises Unfit."""
        on, name = self._on(), self.phones.picked(name)
        self.phones.stop()
        self.talked_with = name
        here = "call.here.now" if on.at == "breathing" else "call.here"
        words = spoken(on, self._stage().phrase(here, on.session.language))
        self.turn = CallTurn(replace(on, at="room", missed=0), words, 0)
        return self.heard

    def missed(self, name: str = "") -> str:
        """Somebody who is rung passes, or their phone is busy. Raises Unfit."""
        on = self._on()
        del self.phones.ringing[self.phones.picked(name)]
        self._ring_on()
        if self.phones.ringing or on.at == "breathing":
            return ""
        self.turn = nobody(self._stage(), on)
        return self.heard

    def left(self, *, dropping: bool) -> str:
        """The peer ends the talk, or falls out of it, and others are rung. Raises Unfit."""
        on = self._on()
        if on.at not in {"room", "parted"}:
            raise Unfit("nobody is talking with the caller", "let somebody take it first: :take")
        if not dropping:
            self.turn = over(self._stage(), on, "call.finished")
            return self.heard
        turn = dropped(self._stage(), on)
        if on.wants == "emergency":
            turn = replace(turn, on=counting(self._stage(), on))
        self.turn = self._rung(turn, self.talked_with)
        return self.heard

    def _on(self) -> OnCall:
        if self.turn.on is None:
            raise Unfit("the call is over", "call again: :call")
        return self.turn.on

    def _with_people(self, on: OnCall, key: str, until: float) -> CallTurn | None:
        """What comes of a key, or of silence, where people are rung or talk."""
        match on.at, key:
            case "room", "*":
                return parted(self._stage(), on)
            case "room", _:
                return CallTurn(on, (), 0)
            case "parted", "1":
                return self._rung(wanting(self._stage(), on, "person"), self.talked_with)
            case "parted", _:
                return CallTurn(replace(on, at="room"), (), 0)
            case "waiting", "":
                return self._waited(on, until)
            case "breathing", "":
                return self._counted(on)
            case _:
                return None

    def _waited(self, on: OnCall, until: float) -> CallTurn:
        """On to the next words: soft notes are skipped."""
        while self.phones.ringing and self.now < on.since + PATIENCE:
            turn = waited(self._stage(), on)
            if self.now >= until or any(isinstance(part, Say) for part in turn.heard):
                return turn
            self.now += _NOTES
            self._ring_on()
        self.phones.stop()
        self.aside += ["nobody picked up"] if self.peers else []
        return nobody(self._stage(), on)

    def _counted(self, on: OnCall) -> CallTurn:
        """Breaths go on while people are rung; each minute they are rung anew."""
        self._ring_on()
        if ended(self._stage(), on):
            return nobody(self._stage(), on)
        turn = breathed(self._stage(), on, "")
        a_minute = turn.on is not None and offered(turn.on) and turn.on.told > on.told
        return self._rung(turn) if a_minute else turn

    def _chosen(self, on: OnCall, key: str) -> CallTurn:
        turn = pressed(self._stage(), on, key)
        if turn.wants and turn.on:
            return self._rung(turn)
        if turn.on is None or turn.on.at not in {"waiting", "breathing"}:
            self.phones.stop()
        return turn

    def _rung(self, turn: CallTurn, without: str = "") -> CallTurn:
        """People are rung, unless they are already; it is said at once when there are none."""
        on = turn.on
        if on is None or self.peers is None or self.phones.ringing:
            return turn
        step = people_step(self._stage(), on)
        if isinstance(step, HandOff) and self._may_ring(on, step):
            peers = [peer for peer in self.peers if peer.name != without]
            first = self.again if on.wants == "same" else ""
            self.phones.ring(peers, on.session.language, step, first)
            self._ring_on(on)
        if self.phones.ringing or on.at == "breathing":
            return turn
        return nobody(self._stage(), on)

    def _may_ring(self, on: OnCall, step: HandOff) -> bool:
        """In an emergency hours do not count."""
        stage = self._stage()
        return stage.opens(step) or (on.wants == "emergency" and self.standing.state == "open")

    def _ring_on(self, on: OnCall | None = None) -> None:
        on = on or self.turn.on
        for name in self.phones.on_time(self.now) if on else ():
            self.aside.append(f"{name}'s phone rings: {self._question(name, on)}" if on else "")

    def _question(self, name: str, on: OnCall) -> str:
        """What a peer hears who picks up."""
        spoken_by = next((p.languages for p in self.peers or () if p.name == name), ())
        theirs = next(iter(spoken_by), on.session.language)
        called = self._stage().phrase("language_name", on.session.language)
        asked = self._stage().phrase(_ASKED.get(on.wants, "peer.ask"), theirs)
        return asked.replace("{language}", called)

    def _stage(self) -> Stage:
        world = World(
            self.now,
            self.line,
            self.zone,
            "phone",
            standing=self.standing,
            reachable=self.reachable,
        )
        return Stage(self.edition.book, self.edition.lexicon, world)
