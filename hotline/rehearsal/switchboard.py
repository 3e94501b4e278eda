"""The pretend phones in somebody's hands: dial, answer, press, and read what each one heard.

Tests use it in their own process with a held clock, the control and the page over HTTP:

    board = switchboard.in_process(config, post, start=1_800_000_000.0)
    board.dial(ANA, LINE)
    assert board.at(4).hears(ANA, "Press 1")
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from hotline.rehearsal import lines, numbers, world
from hotline.rehearsal.calling import Caller
from hotline.rehearsal.calls import dialled
from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.calls.phone import Behaviour
from hotline.rehearsal.calls.sound import Sound
from hotline.rehearsal.calls.state import Calls
from hotline.rehearsal.clock import Clock
from hotline.rehearsal.config import Config
from hotline.rehearsal.exchange import Exchange
from hotline.rehearsal.happenings import (
    CallAnswered,
    CallDeclined,
    CallDialled,
    CallEvent,
    HungUp,
    KeysPressed,
    WordsSpoken,
)
from hotline.rehearsal.wire import Post

KEYS = frozenset("0123456789*#")
HIDDEN = frozenset({"anonymous", "Anonymous", "unknown", "restricted", "unavailable"})
HIDDEN_KEYPAD = frozenset({"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"})
SPOKEN = frozenset({"words", "recording", "tones", "speech", "error"})


class NotACallError(Exception):
    """No phone could do this now."""


class Switchboard:
    """The phones of one exchange. Numbers are E.164, times are seconds."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.start = exchange.clock.now()

    # What people do

    def dial(self, phone: str, line: str, shown: str = "") -> str:
        """The CallSid. `shown` hides the number, as `anonymous` does."""
        now = self.exchange.world
        if world.line_of(now, line) is None:
            raise NotACallError("line is not one of the lines")
        if not numbers.valid(phone) or now.calls.at_phone(phone):
            raise NotACallError("this is no phone, or it is in a call")
        if shown and shown not in HIDDEN | HIDDEN_KEYPAD and not numbers.valid(shown):
            raise NotACallError("shown is a number, or a word for none")
        event = CallDialled(phone, line, self.exchange.seeds(), shown)
        self._happen(event)
        return dialled.sid_of(event)

    def answer(self, phone: str) -> None:
        self._while(phone, "ringing")
        self._happen(CallAnswered(phone))

    def decline(self, phone: str) -> None:
        self._while(phone, "ringing")
        self._happen(CallDeclined(phone))

    def press(self, phone: str, keys: str) -> None:
        self._while(phone, "in-progress")
        if not keys or set(keys) - KEYS:
            raise NotACallError("keys are 0 to 9, * and #")
        self._happen(KeysPressed(phone, keys))

    def say(self, phone: str, words: str) -> None:
        self._while(phone, "in-progress")
        self._happen(WordsSpoken(phone, words))

    def hang_up(self, phone: str) -> None:
        self._while(phone, "ringing", "in-progress")
        self._happen(HungUp(phone))

    def _while(self, phone: str, *statuses: str) -> None:
        leg = self.call(phone)
        if leg is None or leg.status not in statuses:
            raise NotACallError(f"this phone is not {' or '.join(statuses)}")

    def _happen(self, event: CallEvent) -> None:
        self.exchange.perform(self.exchange.happen(event))
        self.exchange.catch_up()

    # How things are

    def behave(self, phone: str, behaviour: Behaviour) -> None:
        """What this phone does by itself when it is rung."""
        self._alter(lambda c: replace(c, behaviours={**c.behaviours, phone: behaviour}))

    def lasts(self, recordings: Mapping[str, float]) -> None:
        """Seconds of recordings, by path."""
        self._alter(lambda c: replace(c, recordings={**c.recordings, **recordings}))

    def verify(self, shown: Iterable[str]) -> None:
        """Numbers that may be shown though they are not the account's."""
        more = frozenset(shown)
        self._alter(lambda c: replace(c, verified=c.verified | more))

    def _alter(self, alter: Callable[[Calls], Calls]) -> None:
        self.exchange.change(lambda w, now: (replace(w, calls=alter(w.calls)), None))

    # What came of it

    def at(self, seconds: float) -> Switchboard:
        """Let time pass until so many seconds after this switchboard was made."""
        ahead = self.start + seconds - self.exchange.clock.now()
        if ahead < 0:
            raise NotACallError("that is over already")
        return self.later(ahead)

    def later(self, seconds: float) -> Switchboard:
        self.exchange.advance(seconds)
        return self

    def call(self, phone: str) -> Leg | None:
        """The call that this phone rings with or is in."""
        return self.exchange.world.calls.at_phone(phone)

    def legs(self, phone: str) -> tuple[Leg, ...]:
        """Every call with this phone, oldest first."""
        return tuple(leg for leg in self.exchange.world.calls.legs if leg.phone == phone)

    def heard(self, phone: str, since: int = 0) -> tuple[Sound, ...]:
        """Everything at this phone up to now; `since` is the serial of the last one known."""
        sounds, now = self.exchange.world.calls.sounds, self.exchange.clock.now()
        return tuple(s for s in sounds if s.phone == phone and s.serial > since and s.at <= now)

    def hears(self, phone: str, words: str) -> bool:
        """Whether the last thing that the phone was told has these words in it."""
        told = [s for s in self.heard(phone) if s.kind in SPOKEN]
        return bool(told) and words in told[-1].words

    def heard_words(self, phone: str) -> list[str]:
        """All that was told to this phone, in order."""
        return [s.words for s in self.heard(phone) if s.kind in SPOKEN]


def in_process(
    config: Config, post: Post, start: float, seeds: Callable[[], str] | None = None
) -> Switchboard:
    """A carrier with a held clock. `post` is the line: webhooks go to it, nowhere else."""
    caller = Caller(config.token, post)
    fresh = lines.fresh(config)
    made = Exchange(fresh, Clock(start), caller, seeds or (lambda: secrets.token_hex(16)))
    return Switchboard(made)
