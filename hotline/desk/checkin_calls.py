"""A contact is rung, for their check-in: one neutral sentence, for it may be anybody's ear.

Any key is life, now; what the second one means is asked then. Without it we ask again in five
minutes: a key may be a thumb, or a machine.
"""

from __future__ import annotations

from dataclasses import dataclass

from hotline.desk import checkin_promise, checkins, texts_off
from hotline.desk.calls import contact_gone
from hotline.desk.staging import on_the_phone
from hotline.desk.tools import Desk
from hotline.desk.waiting import Replies, wanted
from hotline.domain.checkin.admission import Refused
from hotline.domain.checkin.events import KeyPressed, SaidDone
from hotline.domain.checkin.record import CheckIn, ask_of
from hotline.domain.contact import Contact
from hotline.domain.events import CallTurned
from hotline.domain.replies import HangUp, Listen, Say
from hotline.errors import StoreAway
from hotline.flow.calling import wanting
from hotline.flow.checkin.said import sentence
from hotline.flow.lexicon import person_place
from hotline.flow.oncall import OnCall
from hotline.flow.session import Session

KEY_WAIT = 6  # seconds to press a key
PROMPTS = 3  # times a sentence is said; a voicemail hears no more than that
STOP = 0  # the number of the ask that explains what their STOP did


@dataclass(frozen=True, slots=True)
class _Call:
    """One request of such a call, and the check-in it asks about."""

    desk: Desk
    turned: CallTurned
    check_in: CheckIn
    number: int

    @property
    def key(self) -> str:
        """What this key is called, should it come twice: each of a call's keys is asked for once.
        Not by the round, which a key raises."""
        return self.turned.call.id

    def say(self, name: str) -> Say:
        line = on_the_phone(self.desk, self.check_in.line)
        words = sentence(line, self.check_in, name, self.check_in.language)
        return Say(words, self.check_in.language)

    def listen(self, name: str, to: str, n: int) -> Replies:
        then = f"ask/{to}/{self.turned.token}/{n}"
        return (Listen((self.say(name),), KEY_WAIT, then),)

    def over(self, name: str) -> Replies:
        return self.say(name), HangUp()


def picked_up(desk: Desk, turned: CallTurned) -> Replies:
    """Somebody, or a machine, answered: the sentence, if it is still to be asked."""
    if told := texts_off.told_by(turned.token):
        return texts_off.said(desk, turned, told, 1)
    call = _call(desk, turned)
    if call is None or not _is_asked(call):
        return (HangUp(),)
    return _asks(call, 1)


def pressed(desk: Desk, turned: CallTurned, n: int) -> Replies:
    """The first key, or none, after it was said the `n`th time."""
    if told := texts_off.told_by(turned.token):
        return texts_off.pressed(desk, turned, told, n)
    call = _call(desk, turned)
    if call is None:
        named = ask_of(turned.token)
        explained = named is not None and named[2] == STOP  # it says what 0 is
        return _without(desk, turned) if explained else (HangUp(),)
    if not turned.key:
        return _asks(call, n + 1) if n < PROMPTS and _is_asked(call) else (HangUp(),)
    if call.number == STOP:
        return _after_stop(call, n)
    try:
        move = checkins.happened(desk, call.check_in.id, KeyPressed(call.key), answered="")
    except StoreAway:
        return call.over("check.called.not")
    # It was no life any more, or came too late for that.
    goes_on = move is not None and move.after.state in {"asking", "alarm"}
    return call.listen("check.key.last" if goes_on else "check.key", "second", 1)


def second(desk: Desk, turned: CallTurned) -> Replies:
    """1: it is over. 2: later. 0: a person. Nothing, or any other: they are asked again."""
    call = _call(desk, turned)
    if call is None:
        return _without(desk, turned)
    try:
        return _second(call)
    except StoreAway:
        return call.over("check.called.not")


def reported(desk: Desk, turned: CallTurned, *, final: bool) -> None:
    """The carrier tells how far it came: only that there is room for another call, and that whoever
    waited in it for a person, or talked with one, is gone. Raises StoreAway."""
    if not final:
        return
    desk.dials.over(turned.token)
    call = turned.call
    if call.caller and (ring := desk.rings.of_call(call.id, desk.now())):
        contact_gone(desk, ring, Contact(call.line, call.caller))


def _call(desk: Desk, turned: CallTurned) -> _Call | None:
    """The check-in may be a round on: their first key was life. After their trouble word there is
    none that this phone may know of: a text has told it that it is over."""
    named = ask_of(turned.token)
    try:
        found = desk.check_ins.read(named[0]) if named else None
    except StoreAway:
        return None
    if named is None or found is None or found[0].silent:
        return None
    return _Call(desk, turned, found[0], named[2])


def _is_asked(call: _Call) -> bool:
    """Whether it is still this that they are asked."""
    named = ask_of(call.turned.token)
    this = named is not None and named[1] == call.check_in.round and call.check_in.called
    return this and call.check_in.state in ({"armed"} if call.number == STOP else _ASKED)


_ASKED = {"asking", "alarm", "owned"}


def _asks(call: _Call, n: int) -> Replies:
    name = "check.stop.called" if call.number == STOP else "check.called"
    return call.listen(name, "key", n)


def _second(call: _Call) -> Replies:
    match call.turned.key:
        case "1":
            return _done(call)
        case "2":
            move = checkin_promise.more(call.desk, call.check_in, f"{call.key}-more")
            if move and not isinstance(move, Refused):
                return _Call(call.desk, call.turned, move.after, call.number).over(
                    _later(move.after)
                )
            return call.over(_later(call.check_in))
        case "0":
            return _person(call.desk, call.turned, call.check_in.language)
        case _:
            return call.over(_later(call.check_in))


def _done(call: _Call) -> Replies:
    done = SaidDone(f"{call.key}-done")
    move = checkins.happened(call.desk, call.check_in.id, done, answered="")
    if move is None or move.after.state == "closed":
        return call.over("check.called.over")
    return call.over("check.called.seen")


def _later(check_in: CheckIn) -> str:
    """Whoever is looked for by one of us is seen; who is still asked will be looked for; else they
    are asked at the time."""
    told = {"armed": "check.called.later", "asking": "check.called.told"}
    return told.get(check_in.state, "check.called.seen")


def _after_stop(call: _Call, n: int) -> Replies:
    """What their STOP did: 1 finished, 2 calls, 0 a person."""
    match call.turned.key:
        case "1":
            try:
                return _done(call)
            except StoreAway:
                return call.over("check.called.not")
        case "0":
            return _person(call.desk, call.turned, call.check_in.language)
        case "2":
            return call.over("check.stop.calls")
        case _:
            return _asks(call, n + 1) if n < PROMPTS else call.over("check.stop.calls")


def _without(desk: Desk, turned: CallTurned) -> Replies:
    """It is over, or is to look so. They were told of 0: people are rung for it as for anybody, and
    the language is the line's, since theirs is erased."""
    if turned.key != "0":
        return (HangUp(),)
    languages = desk.edition().book.languages_of(turned.call.line.e164)
    return _person(desk, turned, languages[0])


def _person(desk: Desk, turned: CallTurned, language: str) -> Replies:
    """From here on it is a contact's call as any."""
    here = on_the_phone(desk, turned.call.line)
    on = OnCall(session=Session(language=language), step=person_place(here.book))
    return wanted(desk, turned, here, on, wanting(here, on, "person"))
