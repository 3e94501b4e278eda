"""What answers our last question about a check-in: one of its digits, or words of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from hotline.domain.checkin import events
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.times import COVER_WANTED
from hotline.flow.carrier_words import HELP_WORDS
from hotline.flow.checkin.meanings import (
    Begin,
    Erases,
    FriendNamed,
    Goes,
    Happened,
    Meant,
    ReadBack,
    Says,
)
from hotline.flow.checkin.said import MINE, QUESTIONS, WORDS, YES, asking
from hotline.flow.checkin.words import (
    Heard,
    is_length,
    may_be_place,
    only_yes,
    who_comes,
)
from hotline.flow.cries import cry
from hotline.flow.index import Command, Go, Speak
from hotline.flow.lexicon import person_place
from hotline.flow.reading import picked
from hotline.flow.session import Session
from hotline.flow.stage import Stage
from hotline.flow.words import normalise, normalised_word

ANSWERED = 600.0  # seconds in which words and numbers answer our last question
AT_ONCE = 120.0  # the same, where it takes something away, or is said in a talk
TAKING = frozenset({"done", "forget", "clear"})
PLACE = 300  # letters of a place that are kept
WHO = {number: MINE + name for number, name in QUESTIONS["who"]}
FRIEND = "2"  # of these
SHORTEST_NUMBER = 7  # digits
_DIGIT = re.compile(r"\W*\d\W+(?=\w)")  # before words, as in `3 back door` and `2) 202 …`


def last_question(
    stage: Stage, session: Session, check_in: CheckIn | None, heard_at: float, *, in_thread: bool
) -> tuple[dict[str, str], float]:
    """What answers our last question, and how many seconds ago that was. None from before they
    were last asked whether all is well is open any more, nor from before what they last heard in a
    talk, at `heard_at`. That nobody may be here is asked by a text that no session knows of: the
    check-in does."""
    now = stage.world.now
    wrote = session.until - stage.book.settings.forget_after
    asked = check_in.last_asked_at if check_in else 0.0
    if check_in and check_in.told_uncovered and check_in.state == "armed" and not in_thread:
        told = check_in.uncovered_at + COVER_WANTED
        if told > max(wrote, asked):
            return dict(asking(session, "uncovered").asked), now - told
    return ({}, 0.0) if max(asked, heard_at) > wrote else (dict(session.asked), now - wrote)


def answer_of(
    stage: Stage,
    asked: dict[str, str],
    since: float,
    said: str,
    word: Heard | None,
    *,
    in_thread: bool,
) -> str:
    """What our last question gets for an answer; empty where this is none. What takes something
    away, or may be for a peer, is one for two minutes only."""
    if since > ANSWERED or not any(kept.startswith(MINE) for kept in asked.values()):
        return ""
    number = picked(stage.lexicon, said)
    if number in asked:
        late = since > AT_ONCE and (in_thread or asked[number].removeprefix(MINE) in TAKING)
        return "" if late else asked[number]
    if YES in asked and only_yes(stage.lexicon, said):
        return asked[YES]
    if word or number == "0":
        return ""
    if WHO.items() <= asked.items() and not in_thread:
        return _who(stage, said)
    own = asked.get(WORDS, "")
    is_number = own == f"{MINE}friend_is" and said.replace(" ", "").isdigit()  # 911 is a cry, too
    if own == f"{MINE}place_is" and not may_be_place(stage.lexicon, said):
        return ""
    return own if is_number or _may_be_words(stage, said) else ""


def _who(stage: Stage, said: str) -> str:
    """Who comes, in words: an option's own, or a digit with more behind it, which is no time and no
    other number."""
    if option := who_comes(stage.lexicon, said):
        return MINE + option
    digit, _, behind = said.partition(" ")
    is_number = digit != FRIEND and behind.replace(" ", "").isdigit()
    if is_number or is_length(stage.lexicon, said):
        return ""
    for_help = bool(HELP_WORDS & {*said.split()}) or not _may_be_words(stage, said)
    return "" if for_help else WHO.get(digit, "")


def _behind(body: str) -> str:
    """What stands behind the digit of an answer."""
    found = _DIGIT.match(body)
    return " ".join(body[found.end() :].split())[:PLACE] if found else ""


def _may_be_words(stage: Stage, said: str) -> bool:
    """Whether it may be a place or a number: no command, no cry, no wish for a person."""
    wishes = [entry.target for entry in stage.lexicon.anywhere.exactly(said)]
    if said in HELP_WORDS or Go(person_place(stage.book)) in wishes:
        return False
    return not is_command(stage, said) and cry(stage.lexicon, said.split()) is None


def is_command(stage: Stage, said: str) -> bool:
    """MENU, PRIVACY …, as they are taught: `home` and `list` may be a place. Nothing is, too."""
    for entry in stage.lexicon.commands.exactly(said):
        if isinstance(entry.target, Speak):
            return True
        if isinstance(entry.target, Command):
            listed = stage.book.words[entry.target.name].by_language.values()
            if any(normalised_word(words[0].text) == said for words in listed if words):
                return True
    return not said


def chosen(stage: Stage, check_in: CheckIn | None, id: str, answer: str, body: str) -> Meant | None:
    """What that answer does."""
    name, _, seconds = answer.removeprefix(MINE).partition(" ")
    if name == "in":
        return Begin(int(seconds) // 60)
    if check_in is None:
        return Erases(name) if name in {"forget", "clear"} else Says(_OVER.get(name, "none"))
    plan, behind = check_in.plan, _behind(body)
    match name:
        case "friend_is":
            return FriendNamed(body)
        case "place_is":
            placed = replace(plan, place=" ".join(body.split())[:PLACE])
            return Happened(events.PlanChanged(id, placed), "kept")
        case "elsewhere":
            return Goes(step.otherwise) if (step := stage.book.check_in) else None
        case "looks":  # yes, a person is to look: that is no OK
            return Happened(events.Wrote(id, body))
        case "stays" if check_in.state != "armed":
            return ReadBack()  # the question, for it is past that time
        case "friend" if sum(map(str.isdigit, behind)) >= SHORTEST_NUMBER:
            return FriendNamed(behind)
        case "friend" | "where" | "who" | "stays":
            return Says(name)
        case "skip":
            return Says("plan")
        case "done":
            return Happened(events.SaidDone(id, body))
        case "forget" | "clear":
            return Erases(name)
        case _:
            changed, then = _PLANS[name]
            told = name == "ambulance" and behind and may_be_place(stage.lexicon, normalise(behind))
            place = behind if told else plan.place
            wished = Plan(changed.ways, changed.wish, None, place, plan.trouble)
            return Happened(events.PlanChanged(id, wished), then)


# Said where there is none on this line (any more): nothing was erased, and it is noted.
_OVER = {"stays": "word.set"}
# What an answer to "who comes" makes of the plan, and what is said then.
_PLANS = {
    "keep": (Plan(), "plan"),
    "ambulance": (Plan(wish="ambulance"), "where.ambulance"),
    "no_ambulance": (Plan(), "where"),
    "texts": (Plan(ways="texts"), "plan.texts"),
}
