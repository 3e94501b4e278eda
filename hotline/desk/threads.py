"""Something happened in threads: load, ask the core, commit with what anybody is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from hotline.desk import shared
from hotline.desk.blocking import willing
from hotline.desk.doors import seat_at
from hotline.desk.rota import rotation
from hotline.desk.rotations import asks_pin
from hotline.desk.staging import staged
from hotline.desk.tools import RACES, Desk
from hotline.domain.callback import WITHIN, Callback
from hotline.domain.contact import Contact
from hotline.domain.errands import Due, Errand, RelayText, SendText, WatchThread
from hotline.domain.handle import drawn, handles
from hotline.domain.people import Person, Roster
from hotline.domain.phone import Phone
from hotline.domain.ring.later import look_errand
from hotline.domain.seat import Seat
from hotline.domain.thread import events
from hotline.domain.thread.lane import may_go
from hotline.domain.thread.record import WORDS, Thread, watch_of
from hotline.domain.thread.step import step
from hotline.domain.thread.times import next_due
from hotline.domain.thread.told import Dropped, Rings, Telling, ToContact, ToPeer, Words
from hotline.errors import StoreAway
from hotline.flow.filling import filled, with_keys
from hotline.flow.stage import Stage, World
from hotline.flow.text import cheapest, part_size

NOT_ANSWERED = "?"  # nobody is told anything at once
LOOKED_AT = 5.0  # seconds after which words are looked at that nobody sent on
AFTER_ANSWER = 1.0  # seconds by which relayed words follow what their reader is just answered
_LENGTHS = (3, 4, 5)  # digits of a handle: longer ones once all shorter ones were used lately


@dataclass(frozen=True, slots=True)
class Move:
    """A thread before (None, and no stamp: a new one) and after, and what is told."""

    before: Thread | None
    stamp: bytes
    after: Thread
    told: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """The seat of whoever did it, as it is after, over what was read with this stamp."""

    seat: Seat
    stamp: bytes


def moved(found: tuple[Thread, bytes], event: events.Event, now: float) -> Move:
    """The step that this event makes, not written yet."""
    thread, stamp = found
    return Move(thread, stamp, *step(thread, event, now))


def happened(
    desk: Desk,
    id: str,
    decide: Callable[[Thread], events.Event | None],
    answered: str = NOT_ANSWERED,
) -> Move | None:
    """Decide by the thread as it is, and write it down; None where it is over, or nothing is
    decided. `answered` is who is answered at once (`""` the contact, or a person's id): what they
    are told is in the move, and not sent. Raises StoreAway.
    """
    for _ in range(RACES):
        now = desk.now()
        found = desk.threads.read(id, now)
        event = decide(found[0]) if found else None
        if found is None or event is None:
            return None
        move = moved(found, event, now)
        if move.after == found[0] and not move.told:
            return move
        if commit(desk, [move], now, answered=answered):
            return move
    raise StoreAway("others were faster")


def commit(
    desk: Desk,
    moves: Sequence[Move],
    now: float,
    *,
    answered: str = NOT_ANSWERED,
    at: Phone | None = None,
    sitting: Sitting | None = None,
    durable: bool = False,
) -> bool:
    """Write moves, and what follows from them, all or nothing; False when somebody was faster.

    `at` is the number of ours that answers: what a thread on another one says is sent from there.
    """
    moves = [_with_own_digits(desk, move, now) for move in moves]
    roster = desk.people.read() if any(_to_peers(move) for move in moves) else Roster()
    later = [row for move in moves for row in _later(desk, move, roster, now, answered, at)]
    promised = [call for move in moves for call in _calls(desk, move, roster, now)]
    later += [_watch(move.after, now) for move in moves if move.after.state != "closed"]
    dropped = {t.item for move in moves for t in move.told if isinstance(t, Dropped)}
    sittings = _sittings(desk, moves, now, sitting or _asked(desk, moves, now))
    turns = [due for move in moves for due in _turns(move, now, answered)]
    written = desk.threads.write(
        [(move.after, move.stamp) for move in moves],
        later,
        now,
        due=turns,
        seats=[(sitting.seat, sitting.stamp) for sitting in sittings],
        dropped=dropped,
        promised=promised,
        durable=durable or bool(promised),
    )
    if written:
        for callback in promised:
            desk.nudges.look(look_errand(callback.id))
        for due in (*(due for due, _ in later), *turns):
            if due.at <= now:
                desk.nudges.look(due.id)
    return written


def _with_own_digits(desk: Desk, move: Move, now: float) -> Move:
    """What a thread asks one of us has digits that answer no earlier question."""

    def own(telling: Telling) -> Telling:
        if not isinstance(telling, ToPeer) or not telling.choices:
            return telling
        there = seat_at(desk, telling.person, move.after.seen_at(telling.person))
        first = desk.seats.read(there, now)[0].first_key(now)
        commands = (command for _, command in telling.choices)
        return replace(telling, choices=tuple((str(n), c) for n, c in enumerate(commands, first)))

    return replace(move, told=tuple(own(telling) for telling in move.told))


def _asked(desk: Desk, moves: Sequence[Move], now: float) -> Sitting | None:
    """A question that a thread asks one of us stands at their seat."""
    for move in moves:
        for telling in move.told:
            if isinstance(telling, ToPeer) and telling.choices:
                there = move.after.seen_at(telling.person)
                seat, stamp = desk.seats.read(seat_at(desk, telling.person, there), now)
                rows = ((key, command, move.after.handle, "") for key, command in telling.choices)
                last = max(int(key) for key, _ in telling.choices)
                asked = replace(seat, asked=tuple(rows), asked_at=now, key=last, asked_twice=False)
                return Sitting(asked.kept(now), stamp)
    return None


def _sittings(
    desk: Desk, moves: Sequence[Move], now: float, first: Sitting | None
) -> list[Sitting]:
    """Each chat in which a thread begins knows it as it happens: what is typed there next may be
    meant for the one before. That it ends the only chat knows with their next text, which then is
    asked about however late it comes; of several, each rests for a while."""
    sittings = {first.seat.person: first} if first else {}
    for move in moves:
        before = move.before.peers if move.before else ()
        after = move.after.peers if move.after.state != "closed" else ()
        for person in {*before} ^ {*after} if desk.inside else {*after} - {*before}:
            name = seat_at(desk, person, move.after.seen_at(person))
            sitting = sittings.get(name) or Sitting(*desk.seats.read(name, now))
            mine = {*sitting.seat.mine} - {move.after.id}
            mine |= {move.after.id} if person in after else set()
            seat = sitting.seat.having(mine, sitting.seat.unsure_until, now).kept(now)
            sittings[name] = Sitting(seat, sitting.stamp)
    return list(sittings.values())


def fresh_handle(desk: Desk) -> str:
    """One that nobody had lately. Raises StoreAway."""
    for length in _LENGTHS:
        known = handles(length)
        if handle := drawn(desk.threads.used(known), length, desk.token()):
            return handle
    raise StoreAway("there are no handles left")


def on_for_texts(desk: Desk, name: str, line: Phone, contact: Phone, now: float) -> list[Person]:
    """Who is on for texts, and may be reached by this contact. Raises StoreAway."""
    on = rotation(desk, name, "texts").on(now)
    return willing(desk, mark_of(desk, line, contact), _others(on, contact))


def able_to_text(desk: Desk, name: str, line: Phone, contact: Phone, now: float) -> list[Person]:
    """All of a rotation who agreed to texts and are not on a break, on shift or not; where shifts
    begin with a PIN, those who gave it."""
    pin = asks_pin(desk, name)
    agreed = [
        person
        for person in desk.people.read().people
        if person.agreed("texts")
        and person.rotation == name
        and person.paused_until <= now
        and (person.opened > now or not pin)
    ]
    return willing(desk, mark_of(desk, line, contact), _others(agreed, contact))


def mark_of(desk: Desk, line: Phone, contact: Phone) -> str:
    """What blocks know them by; empty where the number is nobody's own."""
    return "" if shared.holds(desk, contact) else desk.blocks.mark(line, contact)


def shift_ends(desk: Desk, thread: Thread, person: str, now: float) -> float:
    """When somebody goes off whose shifts follow one another; 0 when not within a day."""
    spells = rotation(desk, thread.rotation, "texts").spells(now, now + 2 * 86400)
    end = now
    for spell, one in spells:
        if one.id == person and spell.begin <= end:
            end = max(end, spell.end)
    return end if now < end < now + 86400 else 0.0


def answer_of(desk: Desk, move: Move, who: str, language: str, at: Phone | None = None) -> str:
    """What somebody is told at once: a person by their id, at this number of ours; the contact by
    `""`."""
    said = [
        in_words(desk, move.after, telling.name, language, telling.fillers, desk.now())
        for telling in move.told
        if (isinstance(telling, ToContact) and who == "")
        or (isinstance(telling, ToPeer) and _answers(move.after, telling.person, who, at))
    ]
    return "\n".join(said)


def in_words(
    desk: Desk,
    thread: Thread,
    name: str,
    language: str,
    fillers: object,
    now: float,
    keys: Sequence[str] = (),
) -> str:
    """A sentence of the line's own, about a thread; `keys` answer it."""
    stage = _stage(desk, thread.line, now)
    known: dict[str, str | float] = {
        "handle": f"@{thread.handle}",
        "language": stage.phrase("language_name", thread.language),
        "minutes": str(max(1, int(now - (thread.waits or thread.offered_at)) // 60)),
    }
    known |= dict(fillers)  # type: ignore[call-overload]
    told = {
        name: value if isinstance(value, str) else stage.clock(value, language)
        for name, value in known.items()
    }
    sentence = with_keys(stage.book.phrases[name].in_language(language), keys)
    text = filled(sentence, language, told)
    drop = stage.book.settings.drop_accents
    return cheapest(text, part_size(thread.line), drop_accents=drop)


def _stage(desk: Desk, line: Phone, now: float) -> Stage:
    return staged(desk, World(now, line, desk.zone))


def _answers(thread: Thread, person: str, answered: str, at: Phone | None) -> bool:
    """Whether what this person is told is the answer to their text."""
    return person == answered and (at is None or thread.is_seen_at(person, at))


def _to_peers(move: Move) -> bool:
    return any(isinstance(telling, ToPeer | Rings) for telling in move.told)


def _calls(desk: Desk, move: Move, roster: Roster, now: float) -> Iterator[Callback]:
    """They said that they may be called: that is promised as it is written down."""
    contact, language = Contact(move.after.line, move.after.phone), move.after.language
    for telling in move.told:
        if isinstance(telling, Rings) and roster.with_id(telling.person):
            yield Callback.between(
                desk.token(), telling.person, contact, language, now, within=WITHIN
            )


def _later(
    desk: Desk, move: Move, roster: Roster, now: float, answered: str, at: Phone | None
) -> Iterator[tuple[Due, Errand]]:
    thread = move.after
    for telling in move.told:
        match telling:
            case Words(item, body):
                yield _relayed(thread, item, body, now)
            case ToContact(name, fillers, lasts) if answered != "":
                body = in_words(desk, thread, name, thread.language, fillers, now)
                errand = SendText(thread.line, thread.phone, body, now + lasts, thread.whatsapp)
                yield Due(now, desk.token()), errand
            case ToPeer(id, name, fillers, lasts, choices) if not _answers(
                thread, id, answered, at
            ):
                person = roster.with_id(id)
                if person and person.agreed("texts"):
                    keys = [key for key, _ in choices]
                    language = person.languages[0]
                    body = in_words(desk, thread, name, language, fillers, now, keys)
                    yield (
                        Due(now, desk.token()),
                        SendText(thread.seen_at(id), person.numbers[0], body, now + lasts),
                    )


def _relayed(thread: Thread, id: str, body: str, now: float) -> tuple[Due, Errand]:
    """Not due before it is its turn, but looked at in a while, should nobody have said so."""
    return Due(now + LOOKED_AT, id), RelayText(thread.id, body, now + WORDS)


def _turns(move: Move, now: float, answered: str) -> list[Due]:
    """Whose turn it is now, and was not before; behind what their reader is just answered."""
    before = set(_coming(move.before, now)) if move.before else set()
    fresh = {item: wait for item, wait in _coming(move.after, now).items() if item not in before}
    behind = AFTER_ANSWER if answered != NOT_ANSWERED else 0.0
    return [
        Due(now + max(wait, behind if to == answered else 0.0), id)
        for (id, to), wait in fresh.items()
    ]


def _coming(thread: Thread, now: float) -> dict[tuple[str, str], float]:
    """What may go, to whom, and in how many seconds."""
    waits = {(item.id, item.reader): may_go(thread, item, now) for item in thread.items}
    return {item: wait for item, wait in waits.items() if wait < inf}


def _watch(thread: Thread, now: float) -> tuple[Due, Errand]:
    at = max(next_due(thread), now)
    return Due(at, watch_of(thread.id)), WatchThread(thread.id, thread.until)


def _others(people: Sequence[Person], contact: Phone) -> list[Person]:
    """Nobody is asked about themselves."""
    return [person for person in people if contact not in person.numbers]
