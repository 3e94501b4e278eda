"""Check-ins: answered, taken, closed. Load, ask the core, commit with what anybody is told.

`happened` is for what contacts and peers do; `look` is for whatever is due. How one begins is in
`checkin_promise`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from hotline.desk import callbacks, threads
from hotline.desk.alarm_words import to_peer
from hotline.desk.alerting import tell_coordinators, wake_coordinators
from hotline.desk.checkin_cover import ask_for_cover, covered_until, reach, talks_with
from hotline.desk.checkin_words import to_contact
from hotline.desk.doors import number_for_peers
from hotline.desk.threads import NOT_ANSWERED
from hotline.desk.tools import RACES, Desk
from hotline.domain.checkin import events
from hotline.domain.checkin.record import CheckIn, alarm_name, ask_name
from hotline.domain.checkin.step import is_durable, step
from hotline.domain.checkin.times import COVER, is_alarm_due, next_due
from hotline.domain.checkin.told import (
    Alarm,
    Ask,
    Counted,
    CoverWanted,
    ExplainStop,
    Saying,
    Telling,
    ToContact,
    ToCoordinators,
    ToPeer,
    Word,
)
from hotline.domain.contact import Contact
from hotline.domain.counts import ALARM_ENDS, counted
from hotline.domain.errands import (
    AlarmByCall,
    AlarmByText,
    AskByCall,
    AskByText,
    Due,
    Errand,
    SendText,
)
from hotline.domain.people import Roster
from hotline.domain.thread.events import ContactEnded, ContactSaidTrouble
from hotline.domain.thread.record import Thread
from hotline.errors import StoreAway

VALID = 180.0  # seconds in which an ask may still be sent or delivered
ALARM_VALID = 600.0  # and an alarm, while nobody has it
TOLD = 600.0  # and a sentence to whom it concerns
UNHELPED = 3.0  # seconds a nudge has to reach a worker before the clock comes
RUNG_AGAIN = 120.0  # seconds after which whoever takes no texts is rung anew for what they write
LOST_AGAIN = 900.0  # seconds until coordinators hear once more of one that does not open


Stamped = tuple[CheckIn, bytes]  # as it was read


@dataclass(frozen=True, slots=True)
class Move:
    """A check-in before and after, and what is told. Closed, it is erased."""

    before: CheckIn
    after: CheckIn
    told: tuple[Telling, ...]

    @property
    def to_contact(self) -> tuple[Saying, ...]:
        """The names of what the contact is told at once."""
        return tuple(t.saying for t in self.told if isinstance(t, ToContact))

    def to_peer(self, person: str) -> tuple[ToPeer, ...]:
        """What this one of us is told at once."""
        return tuple(t for t in self.told if isinstance(t, ToPeer) and t.person == person)


def of(desk: Desk, contact: Contact) -> CheckIn | None:
    """The one a contact has, as they may know of it. Raises StoreAway."""
    id = desk.check_ins.of(contact)
    found = desk.check_ins.read(id) if id else None
    return found[0] if found else None


def running(desk: Desk) -> list[CheckIn]:
    """All there are: few, as threads are. Raises StoreAway."""
    return [check_in for check_in, _ in desk.check_ins.all()]


def looked_for_by(desk: Desk, person: str) -> list[CheckIn]:
    """Those that one of us has, and whose contact has not answered. Raises StoreAway."""
    return [c for c in running(desk) if c.owner == person and not c.answered_at]


def happened(
    desk: Desk,
    id: str,
    event: events.Event | Callable[[CheckIn], events.Event | None],
    *,
    answered: str = NOT_ANSWERED,
    besides: Sequence[tuple[Due, Errand]] = (),
    done: Collection[str] = (),
    seen: Stamped | None = None,
) -> Move | None:
    """Write down what happened, and what follows from it. None where it is over, or nothing is
    decided. `answered` is who is answered at once (`""` the contact, or a person's id): what they
    are told is in the move, and not sent. Where it must be on disk it is. `besides` are errands
    that are written with it, `done` those that need not be done any more. `seen` is what was just
    read: where others were faster that is found out. Raises StoreAway.

    `OfferPerson` is left to whoever answers the contact.
    """
    for _ in range(RACES):
        found, seen = seen or desk.check_ins.read(id), None
        decided = event(found[0]) if found and callable(event) else event
        if found is None or decided is None or callable(decided):
            return None
        before, stamp = found
        move = Move(before, *step(before, decided, desk.now()))
        if move.after == before and not (move.told or besides or done):
            return move
        durable = is_durable(before, decided, move.after)
        if _committed(desk, move, stamp, answered, besides, done, durable=durable):
            return move
    raise StoreAway("others were faster")


def look(desk: Desk, id: str) -> str:
    """It is due: do what the moment asks for; in a word what became of it. Raises StoreAway."""

    def passed(check_in: CheckIn) -> events.Event:
        rings = is_alarm_due(check_in, desk.now())
        reached = reach(desk, check_in) if rings else events.Reach()
        return events.TimePassed(reached, talks_with(desk, check_in))

    if move := happened(desk, id, passed):
        if move.after == move.before:  # it was not due any more, or not yet
            desk.check_ins.put_off(id, max(next_due(move.after), desk.now()))
        return "looked"
    matter = desk.check_ins.lost(id)
    if not matter:
        return "over"
    wake_coordinators(desk, "check.lost", "lost", desk.now())
    if matter == "closed":  # its key may come back
        desk.check_ins.put_off(id, desk.now() + LOST_AGAIN)
    return "lost"


def look_at_cover(desk: Desk) -> int:
    """Whether somebody would be there for each that waits; how many nobody would. Done every
    minute, and when a roster, a shift or a pause changed. Where several lose their cover together,
    whoever may help reads of it once. Raises StoreAway."""
    waiting = [check_in for check_in in running(desk) if check_in.state == "armed"]
    names = {check_in.rotation for check_in in waiting}
    until = {name: covered_until(desk, name, desk.now()) for name in names}
    bare = {one.id: one for one in waiting if until[one.rotation] < one.at + COVER}
    told: set[str] = set()
    for check_in in waiting:
        covered = check_in.id not in bare
        if covered == bool(check_in.uncovered_at):
            move = happened(desk, check_in.id, events.CoverChecked(covered))
            if move and CoverWanted() in move.told and check_in.rotation not in told:
                told.add(check_in.rotation)
                same = (one for one in bare.values() if one.rotation == check_in.rotation)
                tell_coordinators(desk, "check.cover", desk.now())
                ask_for_cover(desk, move.after, max(one.at for one in same))
    return len(bare)


def _committed(
    desk: Desk,
    move: Move,
    stamp: bytes,
    answered: str,
    besides: Sequence[tuple[Due, Errand]],
    done: Collection[str],
    *,
    durable: bool,
) -> bool:
    now = desk.now()
    told_peers = any(isinstance(telling, ToPeer | Alarm) for telling in move.told)
    roster = desk.people.read() if told_peers else Roster()
    later = [row for telling in move.told for row in _later(desk, move, telling, roster, answered)]
    names = [ALARM_ENDS[t.how] for t in move.told if isinstance(t, Counted)]
    written = desk.check_ins.write(
        move.after, stamp, [*later, *besides], now, durable=durable,
        counted=counted(now, desk.zone, *names), done=done,
    )  # fmt: skip
    if written:
        for due, _ in later:
            desk.nudges.look(due.id)
        _tell_coordinators(desk, move)
        if move.after.state == "closed":
            _nobody_need_look(desk, move.after)
        if move.after.silent and not move.before.silent:
            _nothing_goes_there(desk, move.after)
    return written


def _nobody_need_look(desk: Desk, check_in: CheckIn) -> None:
    """It is over: who was asked to look at an unclear answer is asked no more, where nobody took
    it. Nothing hangs on that, so that with the store away it is left."""

    def withdrawn(thread: Thread) -> ContactEnded | None:
        waits = thread.check_in and not thread.owner
        return ContactEnded("left") if waits else None

    with suppress(StoreAway):
        contact = Contact(check_in.line, check_in.phone)
        if id := desk.threads.of_contact(contact, desk.now()):
            threads.happened(desk, id, withdrawn)


def _nothing_goes_there(desk: Desk, check_in: CheckIn) -> None:
    """Whoever holds that phone now is to get no word of a person, and no call or text that was
    promised before. The alarm does not wait for it: with the store away it is left."""
    with suppress(StoreAway):
        contact = Contact(check_in.line, check_in.phone)
        if id := desk.threads.of_contact(contact, desk.now()):
            threads.happened(desk, id, lambda _: ContactSaidTrouble())
        callbacks.call_off(desk, contact)


def _tell_coordinators(desk: Desk, move: Move) -> None:
    for telling in move.told:
        if isinstance(telling, ToCoordinators):
            tell_coordinators(desk, f"check.{telling.word}", desk.now())


def _later(
    desk: Desk, move: Move, telling: Telling, roster: Roster, answered: str
) -> Iterator[tuple[Due, Errand]]:
    after, now = move.after, desk.now()
    soon = now + UNHELPED
    match telling:
        case Ask(number, by_text, by_call):
            name, asks = ask_name(after, number), (after.id, after.round, number, now + VALID)
            if by_text:
                yield Due(soon, f"{name}-text"), AskByText(*asks)
            if by_call:
                yield Due(soon, name), AskByCall(*asks)
        case ExplainStop():
            yield Due(soon, ask_name(after, 0)), AskByCall(after.id, after.round, 0, now + VALID)
        case Alarm(number, people, first):
            for person in people:
                yield from _alarm(after, roster, person, number, now, new=person in first)
        case ToContact(saying) if answered != "" and after.texted:
            body = to_contact(desk, after, saying)
            text = SendText(after.line, after.phone, body, now + TOLD, after.whatsapp)
            yield Due(now, desk.token()), text
        case ToPeer(id, word, words) if id != answered:
            reader = roster.with_id(id)
            calls = reader is None or reader.agreed("calls")
            if word == "nudge_call" and calls:
                yield _call(after, id, after.alarms, now)
            elif reader and reader.agreed("texts"):
                body = to_peer(desk, after, reader, word, words)
                line = number_for_peers(desk, after.line)
                yield Due(now, desk.token()), SendText(line, reader.numbers[0], body, now + TOLD)
            elif calls and after.active_at <= now and _is_news(move, word, now):
                yield _call(after, id, int(now), now)


def _is_news(move: Move, word: Word, now: float) -> bool:
    """Whether whoever has it, and takes no texts, is rung for this: the menu of that call says it,
    and whatever follows. Who talks with somebody about it hears it as they come back."""
    match word:
        case "answered":
            return not move.before.answered_at
        case "wrote":
            taken_back = bool(move.before.answered_at and not move.after.answered_at)
            return taken_back or now - move.before.wrote_at >= RUNG_AGAIN
        case "with_us":  # who is rung for it anyway hears it in that call
            nudged = any(isinstance(t, ToPeer) and t.word == "nudge_call" for t in move.told)
            return move.after.state == "owned" and not nudged
        case _:
            return word == "trouble"


def _alarm(
    check_in: CheckIn, roster: Roster, id: str, number: int, now: float, *, new: bool
) -> Iterator[tuple[Due, Errand]]:
    """As each agreed: a text once, and again only where no call can come. Who is nobody of the
    roster is a fallback number."""
    person = roster.with_id(id)
    if person and person.agreed("texts") and (new or not person.agreed("calls")):
        name = f"{alarm_name(check_in, id, number)}-text"
        yield (
            Due(now + UNHELPED, name),
            AlarmByText(check_in.id, check_in.round, id, now + ALARM_VALID),
        )
    if person is None or person.agreed("calls"):
        yield _call(check_in, id, number, now)


def _call(check_in: CheckIn, id: str, number: int, now: float) -> tuple[Due, Errand]:
    errand = AlarmByCall(check_in.id, check_in.round, id, number, now + ALARM_VALID)
    return Due(now + UNHELPED, alarm_name(check_in, id, number)), errand
