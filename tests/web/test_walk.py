"""Every document of a call, walked: whatever is pressed, by whomever, it is valid and leads on.

The walk goes over the real web edge, breadth first, from the front door. In each moment everybody
who is there may do what their last document lets them do; the peers of a ring may pick up.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree

import pytest

from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.ring.record import Ring
from hotline.domain.rota import Shift
from hotline.domain.times import Times
from hotline.flow.oncall import OnCall
from hotline.flow.session import Session
from tests.desk.pretend import LINE, Line, default_edition
from tests.twiml.twiml_check import check
from tests.web.pretend import URL, Webhooks, webhooks

ALONE, WITH_PEOPLE = 5, 6  # how deep it is walked: keys, one after another
KEYS = ("", *"0123456789*#")
CALL = "CA" + "1" * 32
ALWAYS = Times(0, 1440, "America/New_York", tuple(range(7)))
CALLER = "the caller"


@dataclass(frozen=True)
class Ask:
    """One request that a document lets the carrier make."""

    path: str
    key: str = ""
    bridged: str = "false"

    @property
    def kind(self) -> str:
        """The route, without the tokens."""
        found = re.match(r"/webhooks/((?:call|leg|room)(?:/[a-z]+(?=/|$))?)", self.path)
        return found[1] if found else ""


@dataclass
class Moment:
    """Everything at one time: the rings, and what each may do next."""

    now: float
    rings: dict[str, tuple[Ring, bytes]] = field(default_factory=dict)
    next: dict[str, tuple[Ask, ...]] = field(default_factory=dict)


class Walk:
    """The line, and the phones of a contact and of its peers."""

    def __init__(self, *peers: str) -> None:
        self.line = Line(default_edition())
        for name in peers:
            phone = Phone(f"+1202555999{len(self.line.people.people)}")
            person = Person(name, name, (phone,), ("en",), calls=Consent("given", 0.0))
            self.line.people.people += (person,)
            self.line.rota.shifts += (Shift(f"of {name}", name, "peers", ALWAYS, ("calls",)),)
        self.carrier: Webhooks = webhooks(self.line)
        self.opening = self.line.desk().calls.open
        self.kinds: Counter[str] = Counter()

    def begin(self) -> Moment:
        return self.after(Moment(self.line.now), CALLER, Ask("/webhooks/call"))

    def after(self, before: Moment, who: str, ask: Ask, silence: float = 3.0) -> Moment:
        """The moment after somebody did something: a key comes at once, silence takes a while."""
        self.line.now = before.now + (1.0 if ask.key or who != CALLER else silence)
        self.line.rings.rings = dict(before.rings)
        self.line.blocks.kept.clear()
        document = self._asked(who, ask)
        self.kinds[ask.kind] += 1
        ways = asks(document)
        assert_sound(document, ask, ways)
        following = {**before.next, who: ways}
        if ask.kind in {"call/beat", "call/whisper", "leg/beat"}:
            following = before.next  # it plays while something else is awaited
        return self._with_legs(Moment(self.line.now, dict(self.line.rings.rings), following))

    def _asked(self, who: str, ask: Ask) -> str:
        sid = CALL if who == CALLER else "CA" + "2" * 32
        sender = "+12025550147" if who == CALLER else LINE.e164
        parent = {"ParentCallSid": CALL, "From": LINE.e164} if ask.kind == "call/whisper" else {}
        form = {"CallSid": sid, "From": sender, "DialBridged": ask.bridged, **parent}
        answer = self.carrier.call(ask.path, ask.key, **form)
        assert answer.status_code == 200
        return answer.text

    def _with_legs(self, moment: Moment) -> Moment:
        """Whoever is rung may pick up; who was already may still do what they could."""
        for ring, _ in moment.rings.values():
            for attempt in ring.attempts:
                moment.next.setdefault(attempt.id, (Ask(f"/webhooks/leg/{attempt.id}"),))
        return moment

    def looks(self, moment: Moment) -> object:
        """What makes a moment another than one that was seen, for everybody in it."""
        rings = sorted(
            (
                *(r.state, r.mode, r.kind, r.outcome, r.peer_alone.fresh(moment.now)),
                tuple(a.status for a in r.attempts),
            )
            for r, _ in moment.rings.values()
            if r.lives_until > moment.now
        )
        people = sorted(
            str((who == CALLER, ways[0].kind, self.place(ways) if who == CALLER else ""))
            for who, ways in moment.next.items()
            if ways
        )
        return str((rings, people))

    def place(self, ways: tuple[Ask, ...]) -> OnCall | None:
        """Where the caller is, as sealed in the address; without what differs each time."""
        on = self.opening(ways[0].path.rpartition("/")[2], CALL)
        if on is None:
            return None
        session = Session(on.session.language, place=on.session.place, page=on.session.page)
        on = replace(on, turn=0, since=0.0, promised=0.0, minutes=0, sealed=0)
        return replace(on, ring=on.ring and "ring", met="", session=session)

    def silence(self, moment: Moment) -> Ask:
        """What comes when the caller does nothing; but 0 where breaths are counted."""
        ways, place = moment.next[CALLER], self.place(moment.next[CALLER])
        counted = next((ask for ask in ways if ask.key == "0"), ways[0])
        return counted if place and place.at == "breathing" else ways[0]

    def all(self) -> Iterator[Moment]:
        """Every moment within reach, once."""
        first = self.begin()
        waiting, seen = deque([(0, first)]), {self.looks(first)}
        while waiting:
            deep, moment = waiting.popleft()
            yield moment
            if deep == (WITH_PEOPLE if self.line.people.people else ALONE):
                continue
            for who, ways in moment.next.items():
                for ask in self._of_interest(who, ways):
                    then = self.after(moment, who, ask)
                    if (looks := self.looks(then)) not in seen:
                        seen.add(looks)
                        waiting.append((deep + 1, then))

    def _of_interest(self, who: str, ways: tuple[Ask, ...]) -> tuple[Ask, ...]:
        """With people on, recorded help is left again at once: it was walked without them. And of
        the keys that pass a call, one is enough."""
        if not self.line.people.people or not ways:
            return ways
        place = self.place(ways) if who == CALLER else None
        keys = "01235" if place is None or place.at != "flow" else "0"
        keys += "*" if place and place.at == "door" else ""
        return tuple(ask for ask in ways if ask.key in {"", *keys, "9" if who != CALLER else ""})


def asks(document: str) -> tuple[Ask, ...]:
    """What the carrier may ask next. A word of the document that leads nowhere is left out."""
    found: list[Ask] = []
    for verb in ElementTree.fromstring(document):
        action = path_of(verb.get("action", ""))
        if verb.tag == "Gather":
            found += [Ask(action, key) for key in KEYS]
        elif verb.tag == "Redirect" and not found:
            found.append(Ask(path_of(verb.text or "")))
        elif verb.tag == "Dial":
            for inner in verb:
                if inner.tag == "Conference":
                    found += [Ask(action), Ask(path_of(inner.get("waitUrl", "")))]
                else:
                    whisper = path_of(inner.get("url", ""))
                    found += [Ask(action), Ask(action, bridged="true")]
                    found += [Ask(whisper, key) for key in ("", "1", "5")]
    return tuple(found)


def path_of(address: str) -> str:
    return address.removeprefix(URL).partition("#")[0]


def assert_sound(document: str, ask: Ask, ways: tuple[Ask, ...]) -> None:
    """Valid, and it leads on or ends; a caller is never just hung up on."""
    assert check(document, "voice") == ([], []), document
    taken = ask.kind == "call/whisper" and ask.key == "1"
    assert ways or "<Hangup" in document or taken, (ask, document)
    if ask.kind.startswith("call") and ask.kind != "call/whisper" and "<Hangup" in document:
        assert "<Say" in document, (ask, document)


@pytest.fixture(scope="module")
def alone() -> tuple[Walk, list[Moment]]:
    """A line where nobody is on."""
    walk = Walk()
    return walk, list(walk.all())


@pytest.fixture(scope="module")
def answered() -> tuple[Walk, list[Moment]]:
    """A line where somebody is on, who may answer or not."""
    walk = Walk("ana")
    return walk, list(walk.all())


def test_where_nobody_is_on_every_key_leads_to_a_valid_document(
    alone: tuple[Walk, list[Moment]],
) -> None:
    walk, moments = alone
    places = [walk.place(moment.next[CALLER]) for moment in moments if moment.next[CALLER]]

    assert {place.at for place in places if place} >= {"door", "flow", "nobody", "breathing"}
    assert walk.kinds["call/turn"] > 2000


def test_where_somebody_is_on_every_document_of_both_sides_is_reached(
    answered: tuple[Walk, list[Moment]],
) -> None:
    walk, moments = answered
    places = [walk.place(moment.next[CALLER]) for moment in moments if moment.next[CALLER]]

    assert {place.at for place in places if place} >= {"door", "flow", "waiting", "breathing"}
    everything = {f"call/{kind}" for kind in ("turn", "left", "beat", "dialled", "whisper", "pin")}
    everything |= {
        f"leg/{kind}" for kind in ("key", "beat", "left", "chose", "parted", "after")
    } | {"call", "leg"}
    assert set(walk.kinds) == everything


@pytest.mark.parametrize(
    ("who", "each"),
    [("alone", 1), ("answered", 4), pytest.param("answered", 1, marks=pytest.mark.long)],
)
def test_whoever_falls_silent_anywhere_is_not_held_for_ever(
    who: str, each: int, request: pytest.FixtureRequest
) -> None:
    """Breaths are counted on without end: who hears them leaves by a key."""
    walk, moments = request.getfixturevalue(who)
    ends: set[object] = set()
    for moment in moments[::each]:
        way = [walk.looks(moment)]
        while moment.next[CALLER] and way[-1] not in ends:
            moment = walk.after(moment, CALLER, walk.silence(moment), silence=20.0)
            way.append(walk.looks(moment))
            assert len(way) < 500, way[-2:]
        ends.update(way)


def test_zero_asks_for_a_person_wherever_keys_are_heard(
    answered: tuple[Walk, list[Moment]],
) -> None:
    walk, moments = answered
    for moment in moments:
        place = walk.place(moment.next[CALLER]) if moment.next[CALLER] else None
        zero = next((ask for ask in moment.next[CALLER] if ask.key == "0"), None)
        if zero is None or place is None or place.at in {"parted", "pin"}:
            continue  # in a room, or just out of one: 1 is somebody else there; or it is a PIN
        then = walk.place(walk.after(moment, CALLER, zero).next[CALLER])
        assert then, place
        assert then.at in {"waiting", "room"}, place  # or with the person who has come
        assert then.ring, place
