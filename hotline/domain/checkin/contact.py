"""The moves of a contact. Only what is like OK stops the clock; all else adds a person."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.checkin import events
from hotline.domain.checkin.moves import Moved, alarm, answered, armed, closed, to_all
from hotline.domain.checkin.plan import LONGEST
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.times import ALIVE, ASKS
from hotline.domain.checkin.told import (
    Ask,
    Counted,
    ExplainStop,
    OfferPerson,
    Saying,
    Telling,
    ToContact,
    ToPeer,
)

KEYS = 3  # times in a row that one key alone puts it off: a machine may press it
WORDS = 300  # letters of what they wrote that are kept
MINUTE = 60.0  # seconds in which a word in a thread is life


def said_ok(check_in: CheckIn, event: events.SaidOk, now: float) -> Moved:
    """Five seconds after it was set it ends nothing."""
    if check_in.state == "owned":
        return answered(check_in, event.words, now)
    if not check_in.asked:
        return check_in, [ToContact("noted")]
    if check_in.repeat:
        return _on(check_in, now + check_in.length, "next")
    return _over(check_in)


def said_more(check_in: CheckIn, event: events.SaidMore, now: float) -> Moved:
    """From now, where they were asked; else from when they would have been."""
    if check_in.state == "owned":
        return answered(check_in, event.words, now, "owned")
    seconds = event.seconds or check_in.length
    if check_in.asked:
        return _on(check_in, now + seconds, "later")
    later = min(check_in.at + seconds, now + LONGEST)
    return armed(check_in, max(later, check_in.at)), [ToContact("later")]


def said_done(check_in: CheckIn, event: events.SaidDone, now: float) -> Moved:
    if check_in.state == "owned":
        return answered(check_in, event.words, now)
    return _over(check_in)


def set_anew(check_in: CheckIn, event: events.SetAnew, now: float) -> Moved:
    """Where somebody has it they hear that the contact is there, and nothing is set."""
    if check_in.state == "owned":
        return answered(check_in, "", now, "owned")
    anew = replace(check_in, length=event.seconds, repeat=event.repeat)
    return _on(anew, now + event.seconds, "later")


def wrote(check_in: CheckIn, event: events.Wrote, now: float) -> Moved:
    """Nobody knows what it means: a person looks, and the clock runs on."""
    wrote = replace(check_in, wrote_at=now, wrote=event.words[:WORDS])
    if check_in.state == "owned":
        told = ToPeer(check_in.owner, "wrote", event.words)
        again = wrote if event.polite else _not_well(wrote, now)
        return again, [told, ToContact("answered")]
    if not check_in.asked:
        return check_in, []
    return wrote, [OfferPerson(event.words), ToContact("person")]


def key_pressed(check_in: CheckIn, event: events.KeyPressed, now: float) -> Moved:
    """A thumb, or a machine: five minutes more, and then they are asked again."""
    if check_in.state == "owned":
        return check_in, [ToPeer(check_in.owner, "key"), ToContact("key")]
    if check_in.state == "armed" or check_in.keys >= KEYS:
        return check_in, [ToContact("key")]
    later, said = _on(check_in, now + ALIVE, "key")
    return replace(later, keys=check_in.keys + 1), said


def talked(check_in: CheckIn, event: events.Talked, now: float) -> Moved:
    if check_in.state == "armed" and check_in.at - now <= MINUTE:
        return replace(check_in, talked_at=now), []
    return check_in, []


def plan_changed(check_in: CheckIn, event: events.PlanChanged, now: float) -> Moved:
    return replace(check_in, plan=event.plan), [ToContact("plan")]


def said_trouble(check_in: CheckIn, event: events.SaidTrouble, now: float) -> Moved:
    """It looks as if all were well, and is silence that need not be waited for."""
    silent = replace(check_in, silent=True)
    if check_in.state == "owned":
        told = ToPeer(check_in.owner, "trouble")
        return _not_well(silent, now), [told, ToContact("answered")]
    looks: Saying = "finished"
    if check_in.asked and check_in.repeat:
        looks = "next"
    if check_in.state in {"armed", "asking"}:
        silent = alarm(replace(silent, at=min(check_in.at, now)), now)
    return silent, [ToContact(looks)]


def _not_well(check_in: CheckIn, now: float) -> CheckIn:
    """An OK from before counts no more: whoever has it is to do something again."""
    if not check_in.answered_at:
        return check_in
    return replace(check_in, answered_at=0.0, active_at=now, nudges=0)


def said_stop(check_in: CheckIn, event: events.SaidStop, now: float) -> Moved:
    """It goes on by voice. Where they wanted texts only, it was their last word."""
    if check_in.plan.ways == "texts":
        over, said = closed(check_in, "ended", "not_said")
        return over, [ToContact("stopped_texts_only"), *said]
    if check_in.stopped_at:
        return check_in, []
    stopped = replace(check_in, stopped_at=now)
    if check_in.state == "armed":
        return stopped, [ToContact("stopped"), ExplainStop()]
    if check_in.state == "asking":
        return ask_by_call(stopped, now)
    return stopped, []


def said_start(check_in: CheckIn, event: events.SaidStart, now: float) -> Moved:
    """They are asked by text again, if that is how they wanted it."""
    return replace(check_in, stopped_at=0.0), []


def language_chosen(check_in: CheckIn, event: events.LanguageChosen, now: float) -> Moved:
    """In which they are asked, and in which whoever has an alarm of theirs speaks with them."""
    return replace(check_in, language=event.language), []


def erased(check_in: CheckIn, event: events.Erased, now: float) -> Moved:
    """Whoever has its alarm decides: it may be somebody else who holds the phone."""
    over, said = closed(check_in, "ended", "not_said")
    return over, [_or_erased(check_in, telling) for telling in said]


def _or_erased(check_in: CheckIn, telling: Telling) -> Telling:
    theirs = isinstance(telling, ToPeer) and telling.person == check_in.owner
    return ToPeer(check_in.owner, "erased") if theirs else telling


def ask_accepted(check_in: CheckIn, event: events.AskAccepted, now: float) -> Moved:
    if _is_asking(check_in, event.round) and not check_in.accepted_at:
        return replace(check_in, accepted_at=now), []
    return check_in, []


def ask_failed(check_in: CheckIn, event: events.AskFailed, now: float) -> Moved:
    """The call that would come anyway comes now; the alarm when it would have."""
    if _is_asking(check_in, event.round) and check_in.asks == 1 and check_in.called:
        return ask_by_call(check_in, now)
    return check_in, []


def ask_by_call(check_in: CheckIn, now: float) -> Moved:
    """The next ask is brought forward, as a call; none where there were enough."""
    if check_in.late or check_in.asks >= len(ASKS[check_in.ways]):
        return check_in, []
    asked = replace(check_in, asks=check_in.asks + 1, last_asked_at=now)
    return asked, [Ask(asked.asks, by_text=False, by_call=True)]


def _is_asking(check_in: CheckIn, round: int) -> bool:
    return check_in.state == "asking" and check_in.round == round


def _over(check_in: CheckIn) -> Moved:
    over, told = closed(check_in, "over", "answered")
    return over, [ToContact("finished"), *told]


def _on(check_in: CheckIn, at: float, saying: Saying) -> Moved:
    """It goes on, and no phone of ours rings for it any more."""
    said: list[Telling] = [ToContact(saying), *to_all(check_in, "over")]
    if check_in.state == "alarm":
        said.append(Counted("answered"))
    return armed(check_in, at), said
