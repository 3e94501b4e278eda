"""What a place sounds like on the phone: its words, and the keys that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hotline.domain.replies import Heard, Pause, Say
from hotline.flow.document import Card, CheckInStep, HandOff, Menu
from hotline.flow.oncall import OnCall
from hotline.flow.scene import HOPS, numbered, offers, onward, through
from hotline.flow.session import Session
from hotline.flow.speech import speakable
from hotline.flow.stage import Stage

TEXT, MORE = "@text", "@more"  # what a key of a card may lead to, beside places
Form = Literal["first", "short", "full"]

# The keys that every place has beside its own, in the order in which they are said.
_ALWAYS = (("7", "slower"), ("*", "again"), ("9", "back"), ("0", "person_key"))


@dataclass(frozen=True, slots=True)
class Choice:
    """A key, where it leads, and what is said of it, at length and shortly."""

    key: str
    go: str
    label: str
    short: str


@dataclass(frozen=True, slots=True)
class Aloud:
    """A place on the phone. `hand_off` is set where it leads to a person instead, `check_in` where
    somebody is to be rung later."""

    session: Session
    words: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    hand_off: str = ""
    check_in: str = ""


def aloud(stage: Stage, session: Session, name: str) -> Aloud:
    """Play a place, and whatever follows it by itself."""
    words: list[str] = []
    for _ in range(HOPS):
        place = stage.book.places[name]
        if isinstance(place, HandOff):
            return Aloud(session, tuple(words), hand_off=name)
        if isinstance(place, CheckInStep):
            return Aloud(session, tuple(words), check_in=name)
        if isinstance(place, Menu):
            words += [speakable(place.ask.in_language(session.language))] if place.ask else []
            return Aloud(session._replace(place=name), tuple(words), _options(stage, session, name))
        if isinstance(place, Card):
            words.append(_said(place, session))
            session = session._replace(place=name)
            name, session = onward(stage, session, place)
            if not name:
                return Aloud(session, tuple(words), _of_card(stage, session, place))
        else:
            name, session = through(stage, session, place)
    return Aloud(session, tuple(words))


def _said(card: Card, session: Session) -> str:
    """The page of a card that is open: what it says, then its `more`."""
    more = card.more_say or card.more
    text = more if session.page and more else card.say or card.text
    return speakable(text.in_language(session.language))


def _options(stage: Stage, session: Session, name: str) -> tuple[Choice, ...]:
    menu = stage.book.places[name]
    if not isinstance(menu, Menu):
        return ()
    found = numbered(stage, menu, session.language)
    return tuple(Choice(key, go, capital(label), capital(label)) for key, go, label in found)


def _of_card(stage: Stage, session: Session, card: Card) -> tuple[Choice, ...]:
    """What a card offers, at the numbers it has in a text; then the card as a text, then more."""
    language = session.language
    titles = [
        (key, place, stage.book.title_of(place, language)) for key, place in offers(stage, card)
    ]
    found = [Choice(key, place, capital(title), capital(title)) for key, place, title in titles]
    pairs = []
    if card.text_me and stage.world.reachable:
        pairs.append(
            (TEXT, stage.phrase("call.text", language), stage.phrase("call.text.short", language))
        )
    if card.more and not session.page:
        rest = stage.phrase("call.more", language)
        pairs.append((MORE, rest, rest))
    after = len(card.offer) + 1
    return (*found, *(Choice(str(at), *pair) for at, pair in enumerate(pairs, after)))


def keys(stage: Stage, on: OnCall, choices: tuple[Choice, ...], form: Form) -> str:
    """The keys of a place in words: the first time, shortly, or every one at length."""
    language = on.session.language
    said = [_key(stage, language, choice, at, form) for at, choice in enumerate(choices)]
    taken = {choice.key for choice in choices}
    said += [
        stage.phrase(f"call.{name}.full" if form == "full" else f"call.{name}", language)
        for key, name in _ALWAYS
        if key not in taken and (name != "slower" or _slower(stage, on, form))
    ]
    return " ".join(said)


def _slower(stage: Stage, on: OnCall, form: Form) -> bool:
    """Offered with a list, once, and not to somebody who has it."""
    place = stage.book.places.get(on.session.place)
    return isinstance(place, Menu) and form == "first" and not on.slow


def _key(stage: Stage, language: str, choice: Choice, at: int, form: Form) -> str:
    long = form == "full" or (form == "first" and at == 0)
    name, label = ("call.key", choice.label) if long else ("call.key.short", choice.label)
    if form == "short":
        label = choice.short
    return stage.phrase(name, language, label=label, key=choice.key)


def spoken(on: OnCall, *words: str) -> tuple[Heard, ...]:
    """Some sentences in the caller's language; between them room to press a key."""
    heard: list[Heard] = []
    for sentence in (sentence for sentence in words if sentence):
        heard += [Pause(1)] if heard else []
        heard.append(Say(sentence, on.session.language, on.slow))
    return tuple(heard)


def capital(label: str) -> str:
    """A label as the beginning of a sentence."""
    return label[:1].upper() + label[1:]
