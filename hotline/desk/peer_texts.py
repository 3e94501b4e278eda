"""A text of one of us: a command, an answer to our question, or words for somebody.

It is decided by their seat and by all threads as they are, and written in one step, or decided
anew. One that comes again does nothing: the carrier repeats a text that it had no answer to.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hotline.desk import threads
from hotline.desk.commands import DOINGS, alarms
from hotline.desk.commands.order import OWN, Order, Told
from hotline.desk.commands.practice import practised
from hotline.desk.commands.writing import asked_again, words
from hotline.desk.doors import contact_until, is_public, seat_at
from hotline.desk.threads import Sitting, answer_of
from hotline.desk.tools import RACES, Desk
from hotline.domain.events import TextArrived
from hotline.domain.handle import checked
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.seat import ANSWERABLE, Seat
from hotline.errors import StoreAway
from hotline.flow.carrier_words import LOCAL_STOP_WORDS, STOP_WORDS
from hotline.flow.cries import cry
from hotline.flow.filling import filled, with_keys
from hotline.flow.lines_own import lines_own
from hotline.flow.peer_words import Said, addressed, half_written, read_command
from hotline.flow.session import Session
from hotline.flow.text import cheapest, part_size
from hotline.flow.words import normalise

_FOR_WORDS = frozenset({"send", OWN, "drop"})  # what answers the question about words that wait
_PROTECTS = frozenset({"ban", "shut"})  # what they asked for themselves, and need now
_ABOUT_THEM = frozenset({"forget", "clear", "privacy"})


def told_to_peer(desk: Desk, event: TextArrived, now: float) -> str | None:
    """What one of us is told; None where this is nobody of us, or a text as anybody's.

    Raises StoreAway.
    """
    person = _one_of_us(desk, event)
    if person is None or _stops(event.body) or is_public(desk, event.line):
        return None
    name = seat_at(desk, person.id, event.line)
    for _ in range(RACES):
        seat, stamp = desk.seats.read(name, now)
        if event.id in seat.seen:
            return ""
        found = tuple(desk.threads.live(now))
        order = Order(person, Said(""), event, seat, now, found)
        knowing = seat.knowing([thread.id for thread, _ in order.here], now)
        if knowing.held and not any(order.is_there(*row[1:3]) for row in knowing.asked):
            knowing = knowing.released()  # whoever the words may have been for is gone
        told = _done(desk, replace(order, seat=knowing))
        if told is None and knowing == seat:
            return None
        after = _after(knowing, told, order, now)
        moves = told.moves if told else ()
        sitting = Sitting(after.saw(event.id) if told else after, stamp)
        taken = any(_takes(move, person.id) for move in moves)
        if threads.commit(
            desk, moves, now, answered=person.id, at=event.line, sitting=sitting, durable=taken
        ):
            if taken:
                _talked(desk, person.id)
            return None if told is None else _answer(desk, person, event.line, told)
    raise StoreAway("others were faster")


def is_for_others(desk: Desk, event: TextArrived, now: float) -> bool:
    """Whether a text of one of us may be for whoever they write with, or just wrote with, or look
    for, or is a word of theirs to the line: only what is plainly about themselves is then theirs.

    Raises StoreAway.
    """
    person = _one_of_us(desk, event)
    if person is None or is_public(desk, event.line):
        return False
    seat, _ = desk.seats.read(seat_at(desk, person.id, event.line), now)
    order = Order(person, Said(""), event, seat, now, tuple(desk.threads.live(now)))
    said, body = _said(desk, order), event.body.strip()
    if addressed(body)[0]:
        return True
    if _is_contact(desk, order):
        return said is not None and _reaches_others(desk, replace(order, said=said))
    unsure = seat.knowing([thread.id for thread, _ in order.here], now).unsure_until > now
    late = seat.is_asked(now) and seat.late(body, now)
    return bool(said or order.mine or unsure or late) or alarms.may_be_for(desk, order)


def words_for_a_handle(desk: Desk, event: TextArrived, session: Session | None) -> str:
    """What anybody is told who is none of us and writes as if: words that come late from a phone
    that is out are no contact's. Empty where it is nothing of the kind."""
    handle, text = addressed(event.body)
    if not checked(handle) or cries(desk, text):
        return ""
    book = desk.edition().book
    language = session.language if session else book.languages[0]
    closed = book.phrases["to_peer.closed.unsent"].in_language(language)
    return filled(closed, language, {"handle": f"@{handle}"})


def without_store(desk: Desk, event: TextArrived) -> str:
    """What is said without knowing who writes. At an inside number it is one of us; elsewhere a
    command or a handle is not read as if a contact asked for something. Empty: as anybody's."""
    body, book = event.body, desk.edition().book
    if _stops(body) or is_public(desk, event.line) or cries(desk, body):
        return ""
    name = "to_peer.away" if desk.inside else "away.words"
    ours = desk.inside or addressed(body)[0] or read_command(book, body)
    return book.phrases[name].in_language(book.languages[0]) if ours else ""


def in_words(desk: Desk, person: Person, line: Phone, told: Told) -> str:
    """What somebody is told, in their own language, as few parts as this line can."""
    if not told.name:
        return ""
    book, language = desk.edition().book, person.languages[0]
    keys = [key for key, _ in told.choices]
    sentence = with_keys(book.phrases[told.name].in_language(language), keys)
    before = [book.phrases[told.first].in_language(language)] if told.first else []
    behind = [book.phrases[told.last].in_language(language)] if told.last else []
    said = (filled(words, language, told.fillers) for words in (sentence, *behind))
    text = " ".join((*before, *said))
    return cheapest(text, part_size(line), drop_accents=book.settings.drop_accents)


def _answer(desk: Desk, person: Person, line: Phone, told: Told) -> str:
    """The command's own sentence stands for what the core says to whoever did it."""
    language = person.languages[0]
    said = [answer_of(desk, move, person.id, language, line) for move in told.moves]
    if told.name:
        said = [in_words(desk, person, line, told)]
    return "\n".join(filter(None, said))


def _one_of_us(desk: Desk, event: TextArrived) -> Person | None:
    """Only who agreed to texts: before, they are as anybody."""
    id = desk.people.whose(event.sender)
    person = desk.people.read().with_id(id) if id else None
    return person if person and person.agreed("texts") else None


def _half_written(desk: Desk, order: Order) -> Told | None:
    """How it is written, where the words can be meant for nobody, and are no cry."""
    book, body = desk.edition().book, order.event.body
    name = "" if order.mine else half_written(book, body)
    hows = (how for how in (f"to_peer.how.{name}", f"{name}.how") if how in book.phrases)
    how = next(hows, "")
    return Told(how) if how and not cries(desk, body) else None


def cries(desk: Desk, body: str) -> bool:
    """Whether somebody may be in danger, themselves or beside them: that beats everything."""
    return cry(desk.edition().lexicon, normalise(body).split()) is not None


def _stops(body: str) -> bool:
    """The carrier's own words never go to anybody."""
    said = normalise(body[:20])
    return said in STOP_WORDS or said in LOCAL_STOP_WORDS


def _done(desk: Desk, order: Order) -> Told | None:
    said, seat, now = _said(desk, order), order.seat, order.now
    away = _is_contact(desk, order)  # a contact, but for whom they write with
    protects = said is not None and said.command in _PROTECTS
    if not (protects or away) and (taken := alarms.one(desk, order)):
        return _one_question(taken, seat, Said("take"), now)
    for_alarm = said is not None and alarms.means_one(desk, replace(order, said=said))
    if seat.is_asked(now) and seat.late(order.event.body.strip(), now):
        return asked_again(desk, order, _late(seat, now))
    pretend = None if away or for_alarm or order.mine else practised(said, seat, now)
    if pretend and not cries(desk, order.event.body):
        return pretend
    own = lines_own(desk.edition(), order.event.body)
    if own in _ABOUT_THEM and not said:  # never somebody else's to read
        return Told("to_peer.own") if order.mine and own != "privacy" and not away else None
    if said and (not away or _reaches_others(desk, replace(order, said=said))):
        seat = seat.answered() if said.sure else seat
        doing = DOINGS.get(said.command)
        told = doing(desk, replace(order, said=said, seat=seat)) if doing else None
        if told:
            return _one_question(told, seat, said, now)
    if not (away or said) and (how := _half_written(desk, order)):
        return how
    if away and not addressed(order.event.body)[0]:
        return None
    return alarms.words(desk, order) or words(desk, order)


def _reaches_others(desk: Desk, order: Order) -> bool:
    """Whether a command of who said ME is one all the same."""
    said = order.said
    theirs = said.command == "me" or order.with_handle(said.handle) is not None
    return theirs or alarms.means_one(desk, order)


def _late(seat: Seat, now: float) -> str:
    """What is said to a digit of an older question; words that waited may be gone by then."""
    if seat.holds(now):
        return "to_peer.whose"
    about_words = any(command in _FOR_WORDS for _, command, *_ in seat.asked)
    return "to_peer.held.gone" if about_words else "to_peer.late"


def _is_contact(desk: Desk, order: Order) -> bool:
    """Whether they said ME, here or in another chat with us."""
    now = order.now
    here = order.seat.contact_until > now
    return here or (bool(desk.inside) and contact_until(desk, order.person.id, now) > now)


def _one_question(told: Told, seat: Seat, said: Said, now: float) -> Told:
    """One question at a time, with digits of its own: a late answer to another is none to it. It
    takes the place of that about words; these are not sent then, and that is said first."""
    after = told.seat or (seat.released() if told.choices and seat.holds(now) else seat)
    unsent = seat.holds(now) and not after.holds(now) and said.command not in _FOR_WORDS
    first = "to_peer.held.gone" if unsent else ""
    return replace(told.with_keys_from(seat.first_key(now)), seat=after, first=first)


def _said(desk: Desk, order: Order) -> Said | None:
    """A bare digit answers our last question, unless somebody has written to them since: but who
    floods them keeps nobody from banning. A command is read in every language of the line."""
    body = order.event.body.strip()
    chosen = order.seat.chosen(body, order.now)
    if chosen and (chosen[0] in _PROTECTS or not _written_since(order)):
        command, handle, rest = chosen
        return Said(command, handle, rest, sure=True)
    return read_command(desk.edition().book, body)


def _written_since(order: Order) -> bool:
    if order.seat.held:  # who is asked for whom words are has no other meaning for a digit
        return False
    return any(thread.to_peer_at > order.seat.asked_at for thread, _ in order.here)


def _after(seat: Seat, told: Told | None, order: Order, now: float) -> Seat:
    """The seat as the command left it, with the question that is open now."""
    if told is None:
        return seat.kept(now)
    changed = told.seat or seat
    if told.choices:
        rows = ((digit, s.command, s.handle, s.rest) for digit, s in told.choices)
        last = max(int(digit) for digit, _ in told.choices)
        changed = replace(changed, asked=tuple(rows), asked_at=now, answerable=ANSWERABLE)
        changed = replace(changed, key=last)
    else:
        changed = changed.unasked()
    mine = {*changed.mine} | {m.after.id for m in told.moves if _has(m, order)}
    mine -= {m.after.id for m in told.moves if not _has(m, order)}
    return changed.having(mine, changed.unsure_until, now).kept(now)


def _has(move: threads.Move, order: Order) -> bool:
    """Whether they write in it from now on, at this number."""
    person, after = order.person.id, move.after
    there = after.is_seen_at(person, order.event.line)
    return after.state != "closed" and person in after.peers and there


def _takes(move: threads.Move, person: str) -> bool:
    """Whether it was not theirs, and is now."""
    return move.after.owner == person and (move.before is None or move.before.owner != person)


def _talked(desk: Desk, person: str) -> None:
    """A talk by text counts like one by phone: after some, others come first."""
    with suppress(StoreAway):
        desk.beliefs.talked(person)
