"""The people of the line: who answers, under which name, and what they agreed to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from hotline.domain.phone import Phone
from hotline.domain.times import Times

Channel = Literal["texts", "calls"]
Role = Literal["peer", "coordinator", "holder"]  # a holder takes concerns about the line

CHANNELS: tuple[Channel, ...] = ("texts", "calls")
CONSENT_OPEN = 7 * 86400  # seconds in which an OK answers our question; later it may mean another
GOOD_FOR = 180 * 86400  # seconds after which a yes is asked about once again,
STILL_OPEN = 14 * 86400  # and seconds that are left to answer
_NAME = re.compile(r"[^\W\d_][\w .'-]{0,19}\Z")


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody said to being texted, or rung, and when (seconds UTC); `by` is how they were
    asked. `stopped`: they agreed, and said STOP since; START gives it back."""

    state: Literal["", "asked", "given", "stopped", "withdrawn"] = ""
    at: float = 0.0
    by: Literal["text", "call"] = "text"


@dataclass(frozen=True, slots=True)
class Person:
    """One of us. `name` is a pseudonym; the first of `numbers` is the one that is used.

    `rotation` is where their shifts go by default, `asked_from` the line whose text asked for
    consent, `paused_until` seconds UTC (infinite: until resumed), `pin` a salted digest, `feed` one
    of the token by which their shifts can be fetched. `hush`: calls come as a text first, till
    `hush_until`. `shut` is when their phone was shut out (0: it is not), `quiet` when nothing but
    an emergency comes to them, `cap` after how many talks of a shift others come first (0: none),
    `asked_again` when they were asked whether their consent still holds, `opened` until when their
    PIN has opened the shift they are in. Times are seconds UTC.
    """

    id: str
    name: str = field(repr=False)
    numbers: tuple[Phone, ...] = field(repr=False)
    languages: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ("peer",)
    rotation: str = ""
    texts: Consent = Consent()
    calls: Consent = Consent()
    asked_from: Phone | None = None
    paused_until: float = 0.0
    pin: str = field(default="", repr=False)
    hush: bool = False
    hush_until: float = 0.0
    shut: float = 0.0
    quiet: Times | None = None
    cap: int = 0
    asked_again: float = 0.0
    feed: str = field(default="", repr=False)
    opened: float = 0.0

    def consent(self, channel: Channel) -> Consent:
        return self.texts if channel == "texts" else self.calls

    def agreed(self, channel: Channel) -> bool:
        """Whether we may use this channel at all: a phone that was shut out is a stranger's."""
        return not self.shut and self.consent(channel).state == "given"


@dataclass(frozen=True, slots=True)
class Roster:
    """All people, and the version in which the store had them."""

    people: tuple[Person, ...] = ()
    stamp: bytes = b""

    def named(self, name: str) -> Person | None:
        return next((person for person in self.people if same(person.name, name)), None)

    def with_id(self, id: str) -> Person | None:
        return next((person for person in self.people if person.id == id), None)

    def with_number(self, phone: Phone) -> Person | None:
        return next((person for person in self.people if phone in person.numbers), None)

    def changed(self, id: str, change: Callable[[Person], Person]) -> tuple[Person, ...]:
        """Everybody, one of them changed."""
        return tuple(change(person) if person.id == id else person for person in self.people)


def read_name(text: str) -> str | None:
    """A pseudonym: begins with a letter, at most 20 letters; None when it is none."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    return name if _NAME.match(name) and sum(map(str.isdigit, name)) < 5 else None


def same(one: str, other: str) -> bool:
    """Whether two names are one, however they are written."""
    return _bare(one) == _bare(other)


def asked(person: Person, channels: tuple[Channel, ...], line: Phone, now: float) -> Person:
    """The question goes out, for these channels."""
    for channel in channels:
        person = _with(person, channel, Consent("asked", now))
    return replace(person, asked_from=line)


def asked_by_call(person: Person, now: float) -> Person:
    """The question is asked in a call, and is about calls. No text answers it."""
    return _with(person, "calls", Consent("asked", now, "call"))


def given(person: Person, channel: Channel, now: float) -> Person:
    """They said yes, once more where they were asked."""
    return replace(_with(person, channel, Consent("given", now)), asked_again=0.0)


def withdrawn(person: Person, channel: Channel, now: float) -> Person:
    """They said no more."""
    return _with(person, channel, Consent("withdrawn", now))


def stopped(person: Person, now: float) -> Person:
    """They said STOP. Who was only asked has said no."""
    if person.texts.state == "asked":
        return withdrawn(person, "texts", now)
    return replace(person, texts=Consent("stopped", now)) if person.agreed("texts") else person


def started(person: Person, now: float) -> Person:
    """They said START: what they had agreed to holds again, and nothing else."""
    return given(person, "texts", now) if person.texts.state == "stopped" else person


def shut_out(person: Person, now: float) -> Person:
    """Whoever holds their phone is a stranger, until it is opened."""
    return person if person.shut else replace(person, shut=now, opened=0.0)


def back(person: Person) -> Person:
    """On again: neither a pause nor a hush holds any more."""
    return replace(person, paused_until=0.0, hush=False, hush_until=0.0)


def moved(person: Person, phone: Phone) -> Person:
    """They have another number, and agreed to nothing on it yet."""
    return replace(
        person,
        numbers=(phone,),
        texts=Consent(),
        calls=Consent(),
        shut=0.0,
        asked_again=0.0,
        opened=0.0,
    )


def hushed(person: Person, now: float) -> bool:
    """Whether a call comes to them as a text first: only where a text does."""
    return person.hush and now < person.hush_until and person.agreed("texts")


def quiet_until(person: Person, now: float) -> float:
    """When their quiet hours are over, if these are on; else now."""
    spells = person.quiet.spells(now, now + 1) if person.quiet else ()
    return max((spell.end for spell in spells if spell.begin <= now), default=now)


def quieted(person: Person, now: float) -> Person:
    """As if paused, while their quiet hours are on."""
    end = quiet_until(person, now)
    return replace(person, paused_until=end) if end > max(now, person.paused_until) else person


def outdated(person: Person, now: float) -> bool:
    """Whether a yes of theirs is so old that they are to be asked, and have not been."""
    old = (person.consent(channel) for channel in CHANNELS)
    return not person.asked_again and any(
        consent.state == "given" and now - consent.at >= GOOD_FOR for consent in old
    )


def lapsed(person: Person, now: float) -> bool:
    """Whether they were asked if it still holds, and have not answered."""
    return bool(person.asked_again) and now - person.asked_again >= STILL_OPEN


def without_consent(person: Person, now: float) -> Person:
    """What they had agreed to holds no more."""
    for channel in CHANNELS:
        if person.consent(channel).state == "given":
            person = withdrawn(person, channel, now)
    return replace(person, asked_again=0.0)


def pending(person: Person, line: Phone, now: float) -> tuple[Channel, ...]:
    """The channels that an OK to this line, now, would allow."""
    if person.asked_from != line:
        return ()
    again = bool(person.asked_again) and not lapsed(person, now)
    asked = ((channel, person.consent(channel)) for channel in CHANNELS)
    return tuple(
        channel
        for channel, consent in asked
        if (consent.state == "asked" and now - consent.at < CONSENT_OPEN)
        or (consent.state == "given" and again)
    )


def _with(person: Person, channel: Channel, consent: Consent) -> Person:
    if channel == "texts":
        return replace(person, texts=consent)
    return replace(person, calls=consent)


def _bare(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
