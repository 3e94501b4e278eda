"""One of us is rung for a check-in without an answer: a 1 takes it, and then its keys.

The name of the call says which check-in it is about and whom it rings (`checkin.record.alarm_of`);
everything else is in the record. Where they are is said here, twice, to whoever has it, and is
never written. The line connects them with the contact, or with the friend, whom nobody else rings;
neither sees a number. No software rings an ambulance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from hotline.desk import checkins
from hotline.desk.checkin_cover import fallback_number, talks_with
from hotline.desk.ringing import REST
from hotline.desk.staging import on_the_phone
from hotline.desk.tools import Desk
from hotline.domain.checkin.events import ClosedBy, OwnerActed, OwnerGone, Taken
from hotline.domain.checkin.record import CheckIn, Outcome, alarm_of, alarmed_at
from hotline.domain.checkin.times import asked_so_far
from hotline.domain.checkin.told import Word
from hotline.domain.errands import FIRST_ERASURE, GIVE_UP_ERASING, Due, EraseCall, copy_of
from hotline.domain.events import CallTurned, PeerCallTurned
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.replies import CallReply, Dial, GoOn, HangUp, Listen, Pause, Play, Say
from hotline.domain.ring.record import TALK_LIFE
from hotline.errors import StoreAway
from hotline.flow.oncall import OnCall
from hotline.flow.session import Session
from hotline.flow.speech import dictated

KEY_WAIT = 5  # seconds to press a key
PROMPTS = 2  # times somebody is asked to press 1; a machine presses nothing
MENUS = 6  # times the keys are said to somebody who is silent
TRIES = 6  # times a key is asked for anew while the store is away
RINGS = 25  # seconds that the contact's phone, or the friend's, is rung
RINGING = 120.0  # seconds for which nobody asks whoever rings one of them for a sign,
TALKING = 1800.0  # or talks with one: the end of the call is one, where it is told
MENU_LIFE = 900.0  # seconds that such a call counts as one that is there
OUTCOMES: Mapping[str, Outcome] = {
    "1": "answered",
    "2": "friend_went",
    "3": "ambulance_went",
    "4": "not_reached",
    "5": "not_said",
}

Replies = tuple[CallReply, ...]
What = Literal["key", "chose", "how"]  # which question a key answers


@dataclass(frozen=True, slots=True)
class _Here:
    """This call: who is on it, and what it is about."""

    desk: Desk
    call: str
    check_in: CheckIn
    person: str
    language: str

    def say(self, name: str, /, **fillers: str) -> Say:
        """A sentence of the line's own, in their language."""
        here = on_the_phone(self.desk, self.check_in.line)
        return Say(here.phrase(f"peer.alarm.{name}", self.language, **fillers), self.language)

    def ask(self, said: tuple[Say | Pause, ...], what: What, n: int) -> Replies:
        """Say it and listen for a key."""
        return (Listen(said, KEY_WAIT, f"alarm/{what}/{self.call}/{n}"),)

    def since(self) -> str:
        """When the contact was asked, on the line's clock."""
        return on_the_phone(self.desk, self.check_in.line).clock(self.check_in.at, self.language)


def picked_up(desk: Desk, turned: PeerCallTurned) -> Replies:
    """Somebody, or a machine, answered. Nothing that is said yet is for one pair of ears."""
    try:
        return _asked(desk, turned, 1)
    except StoreAway:
        return (Listen((Play("soft-2s"),), 1, f"alarm/key/{turned.call}/0"),)


def pressed(desk: Desk, turned: PeerCallTurned, n: int) -> Replies:
    """A key, or none, after they were asked the `n`th time to take it; a slip is asked again."""
    try:
        if turned.key == "1":
            return _took(desk, turned)
        if n >= PROMPTS:
            return (HangUp(),)
        return _asked(desk, turned, n + 1)
    except StoreAway:
        return _once_more(desk, turned, "key", n)


def chose(desk: Desk, turned: PeerCallTurned, n: int) -> Replies:
    """A key, or none, of whoever has it."""
    try:
        here = _of_owner(desk, turned, takes=bool(turned.key))
        if not isinstance(here, _Here):
            return here
        if turned.key in _KEYS:
            return _KEYS[turned.key](here)
        if n >= MENUS:
            return here.say("stays"), HangUp()
        return _menu(here, n + 1)
    except StoreAway:
        return _once_more(desk, turned, "chose", n)


def ended(desk: Desk, turned: PeerCallTurned, n: int) -> Replies:
    """A key, or none, to: how did it end."""
    try:
        here = _of_owner(desk, turned, takes=bool(turned.key))
        if not isinstance(here, _Here):
            return here
        if turned.key in OUTCOMES:
            event = ClosedBy(here.person, OUTCOMES[turned.key])
            checkins.happened(desk, here.check_in.id, event, answered=here.person)
            then = _sealed(here, turned.id)
            return (Listen((here.say("closed"),), KEY_WAIT, f"alarm/after/{then}"),)
        return _menu(here, 1) if turned.key or n >= PROMPTS else _how(here, n + 1)
    except StoreAway:
        return _once_more(desk, turned, "how", n)


def after(desk: Desk, turned: PeerCallTurned) -> Replies:
    """It is closed, and they listen a little longer: rest, somebody to talk with, or nothing."""
    on = desk.calls.open(turned.call, turned.id)
    if on is None or turned.key not in {"1", "2"}:
        return (HangUp(),)
    with suppress(StoreAway):
        desk.beliefs.rest(on.peer, desk.now() + REST)
    language = on.session.language
    rested = Say(desk.edition().book.phrases["peer.rest"].in_language(language), language)
    if turned.key == "1":
        return rested, HangUp()
    door = OnCall(at="door", session=Session(language=language))
    return rested, GoOn(f"call/turn/{desk.calls.seal(door, turned.id)}")


def rang_them(desk: Desk, turned: PeerCallTurned, *, talked: bool) -> Replies:
    """The contact's phone, or the friend's, is out of it: back to the keys. The carrier asks what
    follows also where they have hung up: nothing, even if its report of that gets lost."""
    if turned.ended:
        with suppress(StoreAway):
            reported(desk, turned)
        return ()
    try:
        here = _of_owner(desk, turned, takes=False)
        if not isinstance(here, _Here):
            return here
        return _menu(here, 1, here.say("back.talked" if talked else "back"))
    except StoreAway:
        return _once_more(desk, turned, "chose", 0)


def they_picked_up(desk: Desk, event: CallTurned) -> Replies:
    """The contact's phone was picked up, by anybody or a machine: one neutral sentence. The 1 that
    it takes elsewhere is any key here."""
    language = desk.edition().book.languages[0]
    with suppress(StoreAway):
        found = _found(desk, event.token)
        if found and found[0].silent:  # their trouble word came while it rang
            return (HangUp(),)
        language = found[0].language if found else language
    words = on_the_phone(desk, event.call.line).phrase("peer.alarm.them", language)
    return (Listen((Say(words, language),), KEY_WAIT, f"alarm/talks/{event.token}"),)


def they_pressed(desk: Desk, event: CallTurned) -> Replies:
    """Any key, and nothing more is said: the two are connected."""
    if not event.key:
        return (HangUp(),)
    with suppress(StoreAway):  # then others may be rung while they talk, and hear that it is taken
        found = _found(desk, event.token)
        if found:
            check_in, owner = found
            if check_in.silent:
                return (HangUp(),)

            def talks(_: CheckIn) -> OwnerActed | None:
                """Looked at anew whenever something else was faster: a call that has ended is dead,
                and what comes of it late holds nothing."""
                gone = desk.errands.marked(event.call.id)
                return None if gone else OwnerActed(owner, TALKING)

            checkins.happened(desk, check_in.id, talks, answered=owner)
    return ()


def reported(desk: Desk, turned: PeerCallTurned) -> None:
    """The carrier tells that the call is over: whoever was busy with it is expected to do something
    about it from now on. That it has ended is written down first. Raises StoreAway."""
    if not turned.ended:
        return
    desk.dials.over(turned.call)
    found, now = _found(desk, turned.call), desk.now()
    if not found or found[0].owner != found[1]:
        return
    erase = EraseCall(turned.id, now + GIVE_UP_ERASING)
    desk.errands.add_once(turned.id, Due(now + FIRST_ERASURE, copy_of(turned.call)), erase)
    if found[0].active_at > now:
        checkins.happened(desk, found[0].id, OwnerActed(found[1]), answered=found[1])


def acts(desk: Desk, check_in: str, person: str, *, takes: bool = True) -> Word:
    """They do something about it: it is theirs, or in a word why it is not. What `takes` it makes
    it theirs again where others are rung for it by now. Durable, once it changes hands. Raises
    StoreAway."""
    acted = checkins.happened(desk, check_in, OwnerActed(person), answered=person)
    if acted and not acted.to_peer(person):
        return "yours"
    if acted and takes:
        acted = checkins.happened(desk, check_in, Taken(person), answered=person)
    said = acted.to_peer(person) if acted else ()
    return said[0].word if said else "over"


def _asked(desk: Desk, turned: PeerCallTurned, n: int) -> Replies:
    found = _found(desk, turned.call)
    if found is None or found[0].state not in {"alarm", "owned"}:
        return _bye(desk, "peer.not_needed", found)
    check_in, person = found
    if not _may(desk, person):
        return (HangUp(),)
    if check_in.state == "owned" and check_in.owner != person:
        return _bye(desk, "peer.taken", found)
    here = _Here(desk, turned.call, check_in, person, _language(desk, person))
    name = "ask.yours" if check_in.owner == person else "ask.nobody" if check_in.tier > 1 else "ask"
    return here.ask((here.say(name, time=here.since()),), "key", n)


def _took(desk: Desk, turned: PeerCallTurned) -> Replies:
    here = _of_owner(desk, turned, takes=True)
    if not isinstance(here, _Here):
        return here
    with suppress(StoreAway):  # a belief: it is theirs without it
        desk.dials.live(turned.call, desk.now() + MENU_LIFE)
    return _menu(here, 1, here.say("yours"))


def _of_owner(desk: Desk, turned: PeerCallTurned, *, takes: bool) -> _Here | Replies:
    """Whoever is on this call, if it is theirs; else what they hear. To be there at all is a sign
    of them; a key `takes` it, and nothing else: it may have been passed on."""
    found = _found(desk, turned.call)
    if found is None:
        return _bye(desk, "peer.not_needed", found)
    check_in, person = found
    if not _may(desk, person):
        return (HangUp(),)
    word = acts(desk, check_in.id, person, takes=takes)
    if word != "yours":
        return _bye(desk, "peer.taken" if word == "taken" else "peer.not_needed", found)
    return _Here(desk, turned.call, check_in, person, _language(desk, person))


def _menu(here: _Here, n: int, *first: Say) -> Replies:
    """What is known, what the contact wants, and the keys; `first` comes before it."""
    check_in = here.check_in
    said = [*first, *(_known(here) if n == 1 else _news(here))]
    keys = ["where"]
    keys += ["ring"] if check_in.called else []
    keys += ["say"]
    keys += ["friend"] if check_in.plan.friend else []
    said += [here.say(f"keys.{key}") for key in keys]
    return here.ask((*said, here.say("keys")), "chose", n)


def _known(here: _Here) -> list[Say]:
    check_in = here.check_in
    told = [*_heard(here), *_with_us(here)]
    told += [_spoken(here)] if check_in.language != here.language else []
    told += [here.say("stopped")] if check_in.stopped_at else []
    told += [here.say("silent")] if check_in.silent else []
    return [*told, here.say(f"plan.{check_in.plan.wish}")]


def _news(here: _Here) -> list[Say]:
    """What may have come while the keys were said."""
    check_in = here.check_in
    told = _heard(here) if check_in.answered_at or check_in.wrote_at else []
    return [*told, *_with_us(here), *([here.say("silent")] if check_in.silent else [])]


def _with_us(here: _Here) -> list[Say]:
    """As it is now: who takes no texts learns it here."""
    other = talks_with(here.desk, here.check_in)
    return [here.say("with_us")] if other and other != here.person else []


def _heard(here: _Here) -> list[Say]:
    """What came from them since they were asked; their own words, in their own language's voice."""
    check_in = here.check_in
    if check_in.answered_at:
        return [here.say("answered")]
    texts, calls = asked_so_far(check_in)
    name = "wrote" if check_in.wrote_at else "asked"
    words = [Say(dictated(check_in.wrote), check_in.language)] if check_in.wrote else []
    return [here.say(name, texts=str(texts), calls=str(calls)), *words]


def _spoken(here: _Here) -> Say:
    """Their language, where it is not the first of whoever is to talk with them."""
    called = here.desk.edition().book.phrases["language_name"]
    return here.say("language", language=called.in_language(here.check_in.language))


def _where(here: _Here) -> Replies:
    """Their own words, in their own language's voice, twice."""
    place, language = here.check_in.plan.place, here.check_in.language
    if not place:
        return here.ask((here.say("where.none"),), "chose", 1)
    words = Say(dictated(place), language, slow=True)
    said = here.say("where"), words, here.say("where.again"), words
    return here.ask((*said, here.say("keys")), "chose", 1)


def _ring(here: _Here) -> Replies:
    """Straight from this call: it needs nobody else of us, and shows no number to either."""
    check_in = here.check_in
    if not check_in.called:
        return _not_that(here)
    return _dialled(here, check_in.phone, f"alarm/them/{here.call}")


def _friend(here: _Here) -> Replies:
    """They hear a person at once, and no machine."""
    friend = here.check_in.plan.friend
    return _dialled(here, friend, "") if friend else _not_that(here)


def _dialled(here: _Here, to: Phone, whisper: str) -> Replies:
    if not here.desk.served(to):
        return _not_that(here)
    busy = OwnerActed(here.person, RINGING if whisper else TALKING)
    checkins.happened(here.desk, here.check_in.id, busy, answered=here.person)
    then = f"alarm/back/{here.call}"
    dial = Dial(to, here.check_in.line, RINGS, int(TALK_LIFE), whisper, then)
    return here.say("ringing"), dial


def _not_that(here: _Here) -> Replies:
    return _menu(here, 2, here.say("not_that"))


def _what_to_say(here: _Here) -> Replies:
    return here.ask((here.say("say"), here.say("keys")), "chose", 2)


def _how(here: _Here, n: int = 1) -> Replies:
    return here.ask((here.say("how"),), "how", n)


def _pass_on(here: _Here) -> Replies:
    """Others are rung at once, unless the contact has answered; no reason is asked."""
    gone = OwnerGone(here.person)
    moved = checkins.happened(here.desk, here.check_in.id, gone, answered=here.person)
    if moved and moved.after.state == "closed":
        return _bye(here.desk, "peer.not_needed", (here.check_in, here.person))
    return here.say("passed"), HangUp()


def _again(here: _Here) -> Replies:
    return _menu(here, 1)


_KEYS: Mapping[str, Callable[[_Here], Replies]] = {
    "1": _where,
    "2": _ring,
    "3": _what_to_say,
    "4": _friend,
    "5": _how,
    "6": _pass_on,
    "9": _again,
}


def _found(desk: Desk, call: str) -> tuple[CheckIn, str] | None:
    """The check-in that a call is about, and whom it rings, while that alarm stands."""
    named = alarm_of(call)
    found = desk.check_ins.read(named[0]) if named else None
    person = alarmed_at(found[0], named[1], named[2]) if found and named else ""
    return (found[0], person) if found and person else None


def _may(desk: Desk, person: str) -> bool:
    """Whether this is still one of us; a fallback number is on no roster."""
    one = _person(desk, person)
    return one.agreed("calls") if one else fallback_number(desk, person) is not None


def _person(desk: Desk, id: str) -> Person | None:
    return desk.people.read().with_id(id)


def _language(desk: Desk, id: str) -> str:
    person = _person(desk, id)
    return person.languages[0] if person else desk.edition().book.languages[0]


def _bye(desk: Desk, name: str, found: tuple[CheckIn, str] | None) -> Replies:
    language = _language(desk, found[1] if found else "")
    return Say(desk.edition().book.phrases[name].in_language(language), language), HangUp()


def _sealed(here: _Here, sid: str) -> str:
    """Who this was, once the record is gone."""
    on = OnCall(at="closed", session=Session(language=here.language), peer=here.person)
    return here.desk.calls.seal(on, sid)


def _once_more(desk: Desk, turned: PeerCallTurned, what: What, n: int) -> Replies:
    """The store did not answer. Who pressed a key must not believe that it counts."""
    if n >= TRIES:
        return (HangUp(),)
    language = desk.edition().book.languages[0]
    words = desk.edition().book.phrases["peer.alarm.lost"].in_language(language)
    said = Say(words, language) if turned.key else Play("soft-2s")
    return (Listen((said,), KEY_WAIT, f"alarm/{what}/{turned.call}/{n + 1}"),)
