"""The phone side of the engine: a key, or silence, and what is said next. It is told all.

At the front door, and all the while people are rung, the same keys mean the same: 1 emergency, 2
the line's second language, 7 its third, 3 recorded help, 4 somebody to stay on, 5 a call back,
which 9 calls off, 6 other lines, 0 a person. Whoever presses nothing is rung for.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.replies import Heard
from hotline.flow.aloud import MORE, TEXT, Aloud, Choice, Form, aloud, keys, spoken
from hotline.flow.breaths import BREATHING, breathed, offered
from hotline.flow.calling_back import agreed, consent, refusal, with_key
from hotline.flow.checkin import by_phone
from hotline.flow.document import Card, CheckInStep, HandOff, Menu, Place
from hotline.flow.languages import language_keys, other_languages, turned
from hotline.flow.lexicon import other_lines, person_place
from hotline.flow.oncall import CallTurn, OnCall, Wants
from hotline.flow.scene import TRAIL, card_pages, settled
from hotline.flow.session import Session
from hotline.flow.stage import Stage

DOOR_WAIT = 1  # seconds of silence at the door that are an answer: ring people
KEY_WAIT = 6  # seconds to find a key in recorded help


def door(stage: Stage, again: str = "") -> CallTurn:
    """A call comes in: the emergency key and the other languages, in some five seconds.

    `again` is the peer they talked with a moment ago: key 8 rings them first.
    """
    language = stage.languages[0]
    order = (again,) if again else ()
    return _door(stage, OnCall(session=Session(language=language), order=order))


def _door(stage: Stage, on: OnCall) -> CallTurn:
    language = on.session.language
    heard = spoken(on, stage.phrase("call.door", language)) + other_languages(stage, on)
    if on.order:
        heard += spoken(on, stage.phrase("call.same", language))
    return CallTurn(replace(on, at="door"), heard, DOOR_WAIT)


def pressed(stage: Stage, on: OnCall, key: str) -> CallTurn:
    """What comes of a key; of silence, when it is empty."""
    on = replace(on, session=_kept(stage, on.session))
    match on.at:
        case "breathing" if key in language_keys(stage) and not _they_breathe(on, key):
            return breathed(stage, replace(turned(stage, on, key), told=0), "")
        case "breathing":
            return breathed(stage, on, key)
        case "flow":
            return _in_flow(stage, on, key)
        case "back":
            return _asked_back(stage, on, key)
        case "check" | "minutes" if key == "0":
            return wanting(stage, on, "person", person_place(stage.book))
        case "check" | "minutes":
            turn = by_phone.pressed(stage, on, key) if on.at == "check" else None
            return turn or instead(stage, on, "check.call.left")
        case "allow":
            return wanting(stage, replace(on, allows=key == "1"), "stay")
        case "nobody" if not key:
            return _silent_at_nobody(stage, on)
        case _:
            return _at_door(stage, on, key)


def _they_breathe(on: OnCall, key: str) -> bool:
    """Whether 2 is about breath, and no language: it was said so, or they have chosen theirs."""
    return key == "2" and (offered(on) or on.session.chosen)


def _kept(stage: Stage, session: Session) -> Session:
    """Published flows may have changed in mid-call: a place that is gone leads home."""
    known = session.place in stage.book.places
    language = session.language if session.language in stage.book.languages else ""
    return session._replace(
        place=session.place if known else "",
        language=language or stage.languages[0],
    )


def _at_door(stage: Stage, on: OnCall, key: str) -> CallTurn:
    """A key at the front door, or while people are rung."""
    match key:
        case "":
            return wanting(stage, on, "person")
        case "1":
            return emergency(stage, on)
        case _ if key in language_keys(stage):
            return _other_language(stage, on, key)
        case "3":
            return _into(stage, on, stage.start, stage.phrase("call.recorded", on.session.language))
        case "4" if stage.world.reachable:
            return _may_we(stage, on)
        case "4":
            return wanting(stage, on, "stay")
        case "5" if why := refusal(stage, on):
            return refused(stage, on, why)
        case "5":
            return consent(stage, on)
        case "6" if place := other_lines(stage.book):
            return _into(stage, on, place)
        case "8" if on.order:
            return wanting(stage, on, "same")
        case "0":
            return wanting(stage, on, "person")
        case _:
            said = stage.phrase("call.key.nothing", on.session.language)
            turn = replace_heard(wanting(stage, on, "person"), spoken(on, said))
            return replace(turn, calls_off=key == "9")


def _may_we(stage: Stage, on: OnCall) -> CallTurn:
    """Before somebody stays on: may we ring back, should this call drop? Silence is a no."""
    words = spoken(on, stage.phrase("call.stay.ask", on.session.language))
    return CallTurn(replace(on, at="allow"), words, KEY_WAIT)


def refused(stage: Stage, on: OnCall, name: str) -> CallTurn:
    """No call back to this phone, and why: who waits goes on waiting."""
    if on.at in {"nobody", "back"}:
        return instead(stage, on, name)
    said = spoken(on, stage.phrase(name, on.session.language))
    return replace_heard(wanting(stage, on, "person"), said)


def _asked_back(stage: Stage, on: OnCall, key: str) -> CallTurn:
    """Whether this phone is safe: 1 to be rung, 2 to be written to, 3 neither."""
    match key:
        case "1":
            return agreed(stage, on, "call")
        case "2":
            return agreed(stage, on, "text")
        case "0":
            return wanting(stage, on, "person")
        case _ if key != "3" and not on.missed:
            return consent(stage, on, missed=1)
        case _:
            return instead(stage, on, "call.back.dropped")


def wanting(stage: Stage, on: OnCall, wants: Wants, step: str = "") -> CallTurn:
    """People are asked for. Whoever waits already goes on waiting."""
    name = "call.stay" if wants == "stay" else "call.ringing"
    heard = spoken(on, with_key(stage, on, stage.phrase(name, on.session.language)))
    waiting = replace(
        on,
        at="waiting",
        step=step or on.step or person_place(stage.book),
        wants=wants or on.wants,
        missed=0,
    )
    if on.at != "waiting":
        waiting = replace(waiting, since=stage.world.now, told=0, tried=0)
    return CallTurn(waiting, heard, DOOR_WAIT, wants)


def emergency(stage: Stage, on: OnCall) -> CallTurn:
    """Everybody is rung, and the steps begin: they need nobody."""
    step = on.step or person_place(stage.book)
    begun = replace(
        on, at=BREATHING, step=step, wants="emergency",
        since=stage.world.now, told=0, missed=0, tried=0,
    )  # fmt: skip
    return replace(breathed(stage, begun, ""), wants="emergency")


def nobody(stage: Stage, on: OnCall) -> CallTurn:
    """Nobody came, or nobody is on: what the step says then, and what can be had now."""
    state, language = stage.world.standing.state, on.session.language
    place = _instead(stage, on)
    why = "" if state == "open" else stage.phrase(f"line.{state}", language)
    if isinstance(place, Menu):
        return _into(stage, replace(on, ring=""), place.name, why)
    said = place.say or place.text if isinstance(place, Card) else None
    words = why or (said.in_language(language) if said else "")
    then = replace(on, at="nobody", ring="", missed=0)
    return CallTurn(then, spoken(on, words, _keys_at_nobody(stage, on)))


def people_step(stage: Stage, on: OnCall) -> Place | None:
    """Where the caller's wish for a person leads now: a hand-off, or what stands in for it."""
    return settled(stage, on.session, on.step) if on.step in stage.book.places else None


def _instead(stage: Stage, on: OnCall) -> Place | None:
    """What there is in place of a person."""
    step = people_step(stage, on)
    return settled(stage, on.session, step.otherwise) if isinstance(step, HandOff) else step


def _keys_at_nobody(stage: Stage, on: OnCall) -> str:
    """To try again is only offered where it can help."""
    shut = stage.world.standing.state != "open"
    keys = stage.phrase("call.shut" if shut else "call.nobody", on.session.language)
    return with_key(stage, on, keys)


def over(stage: Stage, on: OnCall, name: str) -> CallTurn:
    """Nobody comes any more, and this phrase says why; the keys stay those of `nobody`."""
    then = replace(on, at="nobody", ring="", missed=0)
    return CallTurn(then, spoken(on, stage.phrase(name, on.session.language)))


def instead(stage: Stage, on: OnCall, name: str) -> CallTurn:
    """What became of a callback, then the keys of `nobody`."""
    turn, language = over(stage, on, name), on.session.language
    words = stage.phrase(name, language), _keys_at_nobody(stage, on)
    return replace(turn, heard=spoken(on, *words))


def _silent_at_nobody(stage: Stage, on: OnCall) -> CallTurn:
    """Never a bare hang-up: twice the keys, then goodbye, and when people are on again."""
    language = on.session.language
    if on.missed < 2:
        again = replace(on, missed=on.missed + 1)
        return CallTurn(again, spoken(on, _keys_at_nobody(stage, on)))
    return CallTurn(None, spoken(on, _on_again(stage, on), stage.phrase("call.goodbye", language)))


def _on_again(stage: Stage, on: OnCall) -> str:
    step, language = people_step(stage, on), on.session.language
    standing = stage.world.standing
    at = standing.again(step.to, stage.world.now) if isinstance(step, HandOff) else None
    if at is None:
        return ""
    return stage.phrase("call.on_again", language, time=stage.clock(at, language))


def _other_language(stage: Stage, on: OnCall, key: str) -> CallTurn:
    then = turned(stage, on, key)
    return wanting(stage, then, "") if on.at == "waiting" else _door(stage, then)


def _into(stage: Stage, on: OnCall, place: str, before: str = "") -> CallTurn:
    """To a place of the flows, or to a person where it leads to one."""
    if place in _urgent(stage):
        return emergency(stage, on)
    session = on.session
    if session.place and session.place != place:
        session = session._replace(trail=(*session.trail, session.place)[-TRAIL:])
    there = aloud(stage, session._replace(page=0), place)
    moved = replace(on, at="flow", ring="", missed=0, session=there.session)
    if there.hand_off:
        return _handed_off(stage, moved, there)
    if there.check_in:
        return _check_in(stage, moved, there)
    return _shown(stage, moved, there, "first", before)


def _check_in(stage: Stage, on: OnCall, there: Aloud) -> CallTurn:
    """Somebody is to be rung later, if we can, and somebody would come; else what there is."""
    step = stage.book.places[there.check_in]
    if not isinstance(step, CheckInStep):
        return _into(stage, on, stage.start)
    if not stage.watches(step):
        return _into(stage, on, step.otherwise, " ".join(there.words))
    if not stage.world.reachable:
        return instead(stage, on, "check.call.not")
    return by_phone.ask_minutes(stage, on)


def _urgent(stage: Stage) -> set[str]:
    return {always.go for always in stage.book.always if always.emergency == "yes"}


def _handed_off(stage: Stage, on: OnCall, there: Aloud) -> CallTurn:
    turn = wanting(stage, on, "person", there.hand_off)
    return replace_heard(turn, spoken(on, *there.words))


def _shown(stage: Stage, on: OnCall, there: Aloud, form: Form, before: str = "") -> CallTurn:
    words = [
        before,
        *(there.words if form == "first" else ()),
        keys(stage, on, there.choices, form),
    ]
    return CallTurn(on, spoken(on, *words), KEY_WAIT)


def _in_flow(stage: Stage, on: OnCall, key: str) -> CallTurn:
    """A key in recorded help: one of the place's own, or one that every place has."""
    there = aloud(stage, on.session, on.session.place or stage.start)
    choice = next((choice for choice in there.choices if choice.key == key), None)
    on = on if choice is None else replace(on, missed=0)
    match key:
        case "":
            return _missed(stage, on, there, "")
        case _ if choice and choice.go == TEXT:
            return _texted(stage, on, there)
        case _ if choice and choice.go == MORE:
            return _again(stage, replace(on, session=on.session._replace(page=1)))
        case _ if choice:
            return _into(stage, on, choice.go)
        case "0":
            return wanting(stage, on, "person", person_place(stage.book))
        case "*":
            return _again(stage, on)
        case "7":
            return _again(stage, replace(on, slow=True))
        case "#":
            home = replace(on, session=on.session._replace(trail=(), returns=()))
            return _into(stage, home, stage.start)
        case "9":
            return _back(stage, on)
        case _:
            wrong = stage.phrase("call.wrong", on.session.language, key=key)
            return _missed(stage, on, there, wrong)


def _again(stage: Stage, on: OnCall) -> CallTurn:
    there = aloud(stage, on.session, on.session.place or stage.start)
    return _shown(stage, replace(on, missed=0), there, "first")


def _back(stage: Stage, on: OnCall) -> CallTurn:
    way = [place for place in on.session.trail if place in stage.book.places]
    place = way.pop() if way else stage.start
    there = aloud(stage, on.session._replace(trail=tuple(way), page=0, returns=()), place)
    return _shown(stage, replace(on, missed=0, session=there.session), there, "first")


def _missed(stage: Stage, on: OnCall, there: Aloud, wrong: str) -> CallTurn:
    """A wrong key, or silence: the keys shortly, then every one at length, then a person."""
    missed = replace(on, missed=on.missed + 1)
    if missed.missed >= stage.book.settings.tries:
        turn = wanting(stage, missed, "person", person_place(stage.book))
        said = stage.phrase("call.person", on.session.language)
        return replace(turn, heard=spoken(on, said))
    form: Form = "short" if missed.missed == 1 else "full"
    return _shown(stage, missed, there, form, wrong if form == "short" else "")


def _texted(stage: Stage, on: OnCall, there: Aloud) -> CallTurn:
    """The card as a text to this phone: its holder just asked for it."""
    card = stage.book.places[on.session.place]
    language = on.session.language
    if not isinstance(card, Card):
        return _again(stage, on)
    text = "\n".join(card_pages(stage, card, language)[:1])
    said = stage.phrase("call.texted", language)
    rest = tuple(choice for choice in there.choices if choice.go != TEXT)
    return CallTurn(on, spoken(on, said, _rest(stage, on, rest)), KEY_WAIT, text=text)


def _rest(stage: Stage, on: OnCall, choices: tuple[Choice, ...]) -> str:
    return keys(stage, on, choices, "short")


def replace_heard(turn: CallTurn, before: tuple[Heard, ...]) -> CallTurn:
    """The same turn, with something said before it."""
    return replace(turn, heard=(*before, *turn.heard))
