"""The roster: who answers, what they agreed to, and how they are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hotline.desk.doors import seats_of
from hotline.desk.peer_calls import begin
from hotline.desk.rotations import known_rotation
from hotline.desk.tools import RACES, Desk
from hotline.domain import people as rules
from hotline.domain import pin as pins
from hotline.domain.contact import Contact
from hotline.domain.cover import without_person
from hotline.domain.errands import Due, SendText
from hotline.domain.people import CHANNELS, Channel, Person, Role, Roster
from hotline.domain.phone import Phone
from hotline.domain.seat import Seat
from hotline.domain.times import Times
from hotline.errors import StoreAway, Unfit

ASKING = 4 * 3600  # seconds in which the question may still be delivered,
CALLING = 600  # or a call still be placed that asks it;
TESTING = 30  # or one that somebody waits for beside their phone
STOPPED = (
    "this phone has said STOP, and no text of ours reaches it",
    "they text START to our number; or ask by call (--by-call)",
)


def add(
    desk: Desk,
    name: str,
    phone: Phone,
    *,
    line: Phone,
    languages: tuple[str, ...] = (),
    channels: tuple[Channel, ...] = CHANNELS,
    roles: tuple[Role, ...] = ("peer",),
    rotation: str = "",
    by_call: bool = False,
) -> Person:
    """Put somebody on the roster and ask, from this line, whether they agree. Raises Unfit.

    `by_call`: they are rung once and asked about calls; no text is sent, and none counts.
    """
    person = Person(
        desk.token(),
        _name(name),
        (fit_number(desk, phone),),
        _languages(desk, languages),
        roles,
        known_rotation(desk, rotation),
    )
    now = desk.now()
    person = (
        rules.asked_by_call(person, now) if by_call else rules.asked(person, channels, line, now)
    )

    def added(roster: Roster) -> tuple[Person, ...]:
        _refuse_twins(roster, person)
        if not by_call and desk.marks.stopped(Contact(line, phone)):
            raise Unfit(*STOPPED)
        return (*roster.people, person)

    change_all(desk, added)
    if by_call:
        begin(desk, "consent", person, line, CALLING)
    else:
        ask(desk, person, line)
    return person


def ask_again(desk: Desk, id: str, line: Phone) -> None:
    """Ask for what was never given, or was withdrawn."""
    wanted: list[Channel] = []

    def asked(person: Person) -> Person:
        if person.texts.state == "stopped" or desk.marks.stopped(Contact(line, person.numbers[0])):
            raise Unfit(*STOPPED)
        wanted[:] = [c for c in CHANNELS if person.consent(c).state in {"asked", "withdrawn"}]
        return rules.asked(person, tuple(wanted), line, desk.now())

    person = change_one(desk, id, asked)
    if not wanted:
        raise Unfit(f"{person.name} has agreed already", "nothing, all is well")
    ask(desk, person, line)


def ask_by_call(desk: Desk, id: str, line: Phone) -> None:
    """Ring them once, and ask whether they agree to be rung. Raises Unfit."""
    now = desk.now()

    def asked(person: Person) -> Person:
        calls = person.calls
        if calls.state == "given" and person.asked_again:
            return person
        if calls.state == "given":
            raise Unfit(f"{person.name} has agreed to calls already", "nothing, all is well")
        if calls.state == "asked" and calls.by == "call" and now - calls.at < CALLING:
            raise Unfit(
                f"{person.name} was asked just now, and their phone may still ring",
                f"wait {CALLING // 60} minutes, then look at `hotline peers list`",
            )
        return rules.asked_by_call(person, now)

    begin(desk, "consent", change_one(desk, id, asked), line, CALLING)


def ring_a_test(desk: Desk, person: Person, line: Phone) -> str:
    """Ring them as at night, to see whether it rings through; returns the call's id. Raises Unfit.

    Who has not agreed to calls is not rung, for a test neither.
    """
    if not person.agreed("calls"):
        raise Unfit(
            f"{person.name} has not agreed to be rung",
            f"ask first: hotline peers consent {person.name} --by-call",
        )
    return begin(desk, "test", person, line, TESTING)


def consent_given(desk: Desk, id: str, channel: Channel, now: float) -> None:
    """They agreed to this channel, by text or by a key pressed in a call of ours."""
    change_one(desk, id, lambda person: rules.given(person, channel, now))


def consent_withdrawn(desk: Desk, id: str, channel: Channel, now: float) -> None:
    """They want no more of this channel."""
    change_one(desk, id, lambda person: rules.withdrawn(person, channel, now))


def texts_stopped(desk: Desk, id: str, now: float) -> None:
    """They said STOP to texts; calls are another matter."""
    change_one(desk, id, lambda person: rules.stopped(person, now))


def texts_started(desk: Desk, id: str, now: float) -> None:
    """They said START."""
    change_one(desk, id, lambda person: rules.started(person, now))


def pause(desk: Desk, id: str, until: float) -> None:
    """Not rung and not texted before `until` (seconds UTC; infinite: until resumed)."""
    change_one(desk, id, lambda person: replace(person, paused_until=until))


def resume(desk: Desk, id: str) -> None:
    """Back at once."""
    pause(desk, id, 0.0)


def back(desk: Desk, id: str) -> None:
    """On again, and rung as usual."""
    change_one(desk, id, rules.back)


def opened(desk: Desk, id: str, until: float) -> None:
    """Their PIN has opened what they have on the rota, until then (seconds UTC)."""
    change_one(desk, id, lambda person: replace(person, opened=max(person.opened, until)))


def hush(desk: Desk, id: str, until: float) -> None:
    """Calls come to them as a text first, until then (seconds UTC; 0: they ring again)."""
    change_one(desk, id, lambda person: replace(person, hush=until > 0, hush_until=until))


def shut(desk: Desk, id: str, now: float) -> None:
    """Their phone is out at once: not rung, not texted, and what it writes is a stranger's."""
    change_one(desk, id, lambda person: rules.shut_out(person, now))
    clear_seat(desk, id, now)


def unshut(desk: Desk, id: str) -> None:
    """It is theirs again."""
    change_one(desk, id, lambda person: replace(person, shut=0.0))


def set_quiet(desk: Desk, id: str, times: Times | None) -> None:
    """Nothing but an emergency comes to them in these hours."""
    change_one(desk, id, lambda person: replace(person, quiet=times))


def set_cap(desk: Desk, id: str, talks: int) -> None:
    """After so many talks of a shift others are rung before them; 0: never."""
    change_one(desk, id, lambda person: replace(person, cap=talks))


def set_pin(desk: Desk, id: str, pin: str) -> None:
    """Keep a digest of their PIN. Raises Unfit."""
    good = pins.read_pin(pin)
    if good is None:
        raise Unfit("that is no PIN to rely on", "4 to 8 digits, not all alike, not 1234")
    kept = pins.digest(good, desk.token())
    change_one(desk, id, lambda person: replace(person, pin=kept))


def remove(desk: Desk, id: str) -> int:
    """Erase somebody everywhere; returns how many shifts went with them."""
    gone = _without_shifts(desk, id)
    change_all(desk, lambda roster: tuple(p for p in roster.people if p.id != id))
    desk.errands.done(_question(id))
    clear_seat(desk, id, desk.now())
    return gone


def find(desk: Desk, name: str) -> Person:
    """The person of this name. Raises Unfit."""
    person = desk.people.read().named(name)
    if person is None:
        raise Unfit(f'nobody is called "{name}"', "look at the names in `hotline peers list`")
    return person


def clear_seat(desk: Desk, id: str, now: float) -> None:
    """What waits for their next text is forgotten."""
    for name in seats_of(desk, id):
        _empty(desk, name, now)


def _empty(desk: Desk, name: str, now: float) -> None:
    for _ in range(RACES):
        _, stamp = desk.seats.read(name, now)
        if desk.seats.write(Seat(name), stamp, now):
            return
    raise StoreAway("others keep writing to their seat")


def _without_shifts(desk: Desk, id: str) -> int:
    for _ in range(RACES):
        rota = desk.rota.read()
        kept = without_person(rota, id)
        if kept == rota or desk.rota.write(rota, kept):
            return len(rota.shifts) - len(kept.shifts)
    raise StoreAway("others keep changing the rota")


def change_one(desk: Desk, id: str, change: Callable[[Person], Person]) -> Person:
    """Decide about one of them, and write it down. Raises Unfit where they are gone."""
    people = change_all(desk, lambda roster: roster.changed(id, change))
    person = Roster(people).with_id(id)
    if person is None:
        raise Unfit("somebody took them off the roster meanwhile", "add them anew")
    return person


def change_all(desk: Desk, decide: Callable[[Roster], tuple[Person, ...]]) -> tuple[Person, ...]:
    """Decide, and write it down; decide anew when somebody else was faster."""
    for _ in range(RACES):
        roster = desk.people.read()
        people = decide(roster)
        if people == roster.people or desk.people.write(roster, people):
            return people
    raise StoreAway("others keep changing the roster")


def ask(desk: Desk, person: Person, line: Phone, name: str = "consent.ask") -> None:
    """One question at a time: asked again, it takes the first one's place."""
    said = desk.edition().book.phrases[name]
    body = said.in_language(person.languages[0])
    now = desk.now()
    errand = SendText(line, person.numbers[0], body, now + ASKING)
    desk.errands.add(Due(now, _question(person.id)), errand)


def _question(id: str) -> str:
    return f"consent-{id}"


def _name(text: str) -> str:
    name = rules.read_name(text)
    if name is None:
        what = "that is no name to go by"
        raise Unfit(what, "a pseudonym of up to 20 letters, without a number in it")
    return name


def fit_number(desk: Desk, phone: Phone) -> Phone:
    """The number itself. Raises Unfit where the line rings none such."""
    if not desk.served(phone):
        raise Unfit(
            "that number is in a country this line does not ring",
            "another number, or add its country to HOTLINE_COUNTRIES",
        )
    if phone in desk.lines:
        raise Unfit("that is a number of the line's own", "the phone on which they are reached")
    return phone


def _languages(desk: Desk, languages: tuple[str, ...]) -> tuple[str, ...]:
    known = desk.edition().book.languages
    for language in languages:
        if language not in known:
            raise Unfit(f'the line does not speak "{language}"', f"one of {', '.join(known)}")
    return languages or known[:1]


def _refuse_twins(roster: Roster, person: Person) -> None:
    if roster.named(person.name):
        raise Unfit(f'somebody is called "{person.name}" already', "another name")
    twin = roster.with_number(person.numbers[0])
    if twin:
        raise Unfit(f"that number is {twin.name}'s already", "another number")
