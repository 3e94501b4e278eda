"""A small carrier around the real `ring.step`: legs, rooms, callbacks that overtake each other.

Untimed: any timer may fire at any moment, so that no result hangs on how fast anything is. Times in
the record are all made the same; what is left of them is whether a beat is fresh.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from hotline.domain.errands import EndLeg, EndRoom, RingLeg
from hotline.domain.phone import Phone
from hotline.domain.ring import events as e
from hotline.domain.ring import replies as r
from hotline.domain.ring.record import Alone, Attempt, Ring
from hotline.domain.ring.step import Stepped, begin, step
from tests.domain.explorer import Broken, Edge

NOW, LATE, FAR = 1000.0, 1100.0, 9000.0  # usual; any timer has fired; past any "until"
UNTIL = 5000.0
OLD = Alone(0.0, 0.0)
FRESH = Alone(NOW, NOW)

NOT_WAITING = {"gone", "done", "elsewhere"}  # the last one with nobody told
DEAD = (("dead", ""),)  # the jobs of a worker that is dead

Step = Callable[[Ring, Any, float], Stepped]

# ring (its number), contact (what their call does, room), legs (attempt, what it does, room,
# anchor), wire (callbacks under way), jobs (errands not done), stars, faults left
World = tuple[
    int,
    tuple[str, str],
    tuple[tuple[str, str, str, bool], ...],
    tuple[tuple[Any, ...], ...],
    tuple[tuple[str, str], ...],
    int,
    int,
]


@dataclass
class RingWorld:
    """How much may happen, and which parts of the line are left out to see what they are for."""

    peers: int = 2
    stars: int = 1
    faults: int = 0
    attempts: int = 2  # legs there ever are; then nobody is left to ring
    at_once: int = 2
    slow: bool = False  # whether a leg's placing is told late, and its pick-up is a step of its own
    hushed: int = 0  # of the peers, the last ones: they are rung once they want it
    bring_in: bool = False  # whether a peer may ask a second one in,
    learner: bool = False  # or ask for one who learns to listen
    once: bool = False  # whether a room that is not there (yet) is given up by who is to end it
    step: Step = step
    anchored: bool = True
    watched: bool = True
    worker: bool = True
    dies: bool = False  # whether the worker may die for good, at any moment
    nudged: str = ""  # "blind" or "checked": a worker moves the contact by REST, as we do not
    split: bool = False  # press 1 is read and written in two, with no comparing between
    rings: list[Ring] = field(default_factory=list)
    numbers: dict[Ring, int] = field(default_factory=dict)
    steps: dict[tuple[int, Any, float], tuple[int, Any, tuple[tuple[str, str], ...]]] = field(
        default_factory=dict
    )

    def after(self, *said: str) -> World:
        """The world after some happenings, each named by words of its kind and what is said."""
        world = self.start()
        for words in said:
            found = {f"{kind} {what}": w for kind, what, w in self.edges(world)}
            usual = [what for what in found if words in what and not what.startswith("fault")]
            meant = usual or [what for what in found if words in what]
            assert meant, (words, list(found))
            world = found[meant[0]]
        return world

    def start(self) -> World:
        order = tuple(f"peer{n}" for n in range(self.peers))
        rung, hushed = order[: self.peers - self.hushed], order[self.peers - self.hushed :]
        line = Phone("+12025550100")
        learners = ("learner",) if self.learner else ()
        asked = e.RingAsked(
            "r", line, "CA", "en", rung, self.at_once, 1e6, hushed=hushed, learners=learners
        )
        begun = begin(asked, NOW)
        jobs = _jobs(begun)
        return (
            self.number(begun.ring),
            ("turn", ""),
            (),
            (),
            jobs,
            self.stars,
            self.faults,
        )

    # The record, without the times in it.

    def number(self, ring: Ring) -> int:
        plain = self._plain(ring)
        if plain not in self.numbers:
            self.numbers[plain] = len(self.rings)
            self.rings.append(plain)
        return self.numbers[plain]

    def _plain(self, ring: Ring) -> Ring:
        over = ring.state == "ended"
        return replace(
            ring,
            order=ring.order if ring.numbered < self.attempts and not over else (),
            passed=() if over else ring.passed,
            hushed=ring.hushed if ring.numbered < self.attempts and not over else (),
            tried=() if over else ring.tried,
            dropped=False,
            handed=False,
            had="",
            accepted=NOW,
            offered=ring.offered and not over,
            began=NOW,
            since=NOW,
            until=UNTIL,
            turned=NOW,
            heard=NOW,
            waved=NOW,
            waves=0,
            watch=NOW if ring.watch and not over else 0.0,
            patience=UNTIL,
            attempts=tuple(_plain(a) for a in ring.attempts),
            peer_alone=FRESH if ring.peer_alone.fresh(NOW) and not over else OLD,
            contact_alone=OLD,
        )

    def stepped(
        self, ring: int, event: Any, now: float = NOW
    ) -> tuple[int, Any, tuple[tuple[str, str], ...]]:
        key = (ring, event, now)
        if key not in self.steps:
            record = self.rings[ring]
            if isinstance(event, e.WatchTold) and record.peer_alone == FRESH:  # and so ever since
                record = replace(record, peer_alone=Alone(NOW, now))
            result = self.step(record, event, now)
            self.steps[key] = (self.number(result.ring), result.reply, _jobs(result))
        return self.steps[key]

    # Whether it is well.

    def good(self, world: World) -> bool:
        _, contact, legs, *_ = world
        in_rooms = [leg for leg in legs if leg[1] == "room"]
        if contact[0] in NOT_WAITING:
            return not in_rooms
        heard = (leg for leg in in_rooms if not self._listens(world, leg[0]))
        return contact[0] == "room" and any(leg[2] == contact[1] for leg in heard)

    def contact_is_well_or_came_too_late(self, world: World) -> bool:
        """The same for the contact only, who may have been sent to a peer who then was gone."""
        doing, room = world[1]
        late = doing in {"entering", "room"} and not any(leg[2] == room for leg in world[2])
        return doing in NOT_WAITING or self.good(world) or late

    # What can happen.

    def edges(self, world: World) -> Iterator[Edge]:
        dead = world[4] == DEAD
        for kind, label, after in self._edges(world):
            if self.dies:
                self._not_left_alone(world, after, (kind, label))
            if not dead:
                yield kind, label, self._without_what_cannot_matter(after)
            elif kind != "sys":
                without = self._without_what_cannot_matter(after)
                yield kind, label, (*without[:4], DEAD, *without[5:])
        if self.dies and not dead:
            yield "fault", ("worker dies",), (*world[:4], DEAD, *world[5:])

    def _not_left_alone(self, world: World, after: World, what: object) -> None:
        room = ("room", world[1][1])
        talked = world[1] == room and any(leg[1:3] == room for leg in world[2])
        if talked and after[1] == room and not any(leg[1:3] == room for leg in after[2]):
            raise Broken("the contact is left alone in the room of a talk", what)

    def _without_what_cannot_matter(self, world: World) -> World:
        """A word about an attempt that the record and the carrier have forgotten changes nothing,
        nor does the end of a call that is over, or of an empty room that nobody is sent to."""
        ring, contact, legs, wire, jobs, stars, faults = world
        record = self.rings[ring]
        there, over = {leg[0] for leg in legs}, record.state == "ended"
        if wire:
            known = there if over else there | {a.id for a in record.attempts}
            away = over and contact[0] in NOT_WAITING
            wire = tuple(
                m
                for m in wire
                if (not away if m[0] in {"left", "contact final", "told"} else m[1] in known)
                or m[0] == "write"
            )
        if jobs:
            rooms = {leg[2] for leg in legs} | {contact[1], "" if over else record.room}
            jobs = tuple(
                (kind, about)
                for kind, about in jobs
                if kind not in {"end leg", "end room"}
                or about in (there if kind == "end leg" else rooms)
            )
        return (ring, contact, legs, wire, jobs, stars, faults)

    def _edges(self, world: World) -> Iterator[Edge]:
        yield from self._contact(world)
        for leg in world[2]:
            yield from self._leg(world, leg)
        for message in dict.fromkeys(world[3]):
            yield from self._delivered(world, message)
        if self.worker and world[4] != DEAD:
            for job in world[4]:
                yield from self._job(world, job)
        for peer in self.rings[world[0]].hushed:
            yield self._happens(world, "human", e.PeerWilling(peer), "")
        yield from self._time(world)

    def _contact(self, world: World) -> Iterator[Edge]:
        ring, (doing, room), legs, wire, jobs, stars, faults = world
        if doing in NOT_WAITING:
            return
        if doing in {"turn", "asked"}:
            yield self._happens(world, "env", e.TurnCame(1), "contact")
            yield self._happens(world, "env", e.TurnCame(1), "contact", FAR)
        if doing == "asked":
            for key in "12" if self.learner else "1":
                yield self._happens(world, "human", e.TurnCame(1, key), "contact")
        if doing in {"turn", "asked"} and faults:
            gone = (ring, ("elsewhere", ""), legs, wire, jobs, stars, faults - 1)
            yield "fault", ("contact chooses something else, and it is lost",), gone
        if doing == "entering":
            yield "env", ("contact enters",), (ring, ("room", room), *world[2:])
            if faults:
                again = (ring, ("turn", ""), *world[2:6], faults - 1)
                yield "fault", ("the contact's answer is lost",), again
        if doing == "room":
            alone = not any(leg[1:3] == ("room", room) for leg in legs)
            if alone and (edge := self._beats(world, e.Beat())):
                yield edge
            if stars:
                yield (
                    "human",
                    ("contact presses star",),
                    (ring, ("out", ""), legs, _plus(wire, ("left",)), jobs, stars - 1, faults),
                )
        left = (("left",),) if doing == "room" else ()
        wire = tuple(m for m in wire if m != ("left",)) if doing == "out" else wire
        yield (
            "human",
            ("contact hangs up",),
            (ring, ("gone", ""), legs, _plus(wire, ("contact final",), *left), jobs, stars, faults),
        )

    def _leg(self, world: World, leg: tuple[str, str, str, bool]) -> Iterator[Edge]:
        stars, faults = world[5:]
        id, doing, room, anchor = leg
        if doing == "ringing":
            yield "env", (id, "rings out"), _hung_up(world, leg)
            yield self._happens(world, "human", e.PeerPicked(id), id)
            return
        yield "human", (id, "hangs up"), _hung_up(world, leg)
        if doing == "prompt":
            yield self._happens(world, "env", e.PeerPressed(id, "", 2), id)
            yield "human", (id, "presses 1"), _sends(world, leg, ("pressed", id), "pressing")
        if doing == "entering":
            self._not_two(world, id, room)
            yield "env", (id, "enters"), _leg_does(world, leg, "room", room, anchor)
        if doing == "room":
            if not self._company(world, leg) and (edge := self._beats(world, e.Beat(id))):
                yield edge
            if stars:
                starred = _sends(_out_of(world, leg), leg, ("left room", id), "out")
                yield "human", (id, "presses star"), (*starred[:5], stars - 1, faults)
        if doing == "menu":
            yield (
                "env",
                (id, "waits the menu out"),
                _sends(world, leg, ("chose", id, "9"), "choosing"),
            )
            for key in "27" if self.learner else "123" if self.bring_in else "23":
                chosen = _sends(world, leg, ("chose", id, key), "choosing")
                yield "human", (id, "chooses", key), chosen

    def _delivered(self, world: World, message: tuple[Any, ...]) -> Iterator[Edge]:
        """Callbacks come in any order; those of a call that is over as well."""
        ring, contact, legs, wire, jobs, stars, faults = world
        less = _minus(wire, message)
        arrived = (ring, contact, legs, less, jobs, stars, faults)
        told = message[0] in {"final", "contact final", "placed"}
        if told and faults:
            yield "fault", ("lost:", *message), (*arrived[:6], faults - 1)
            twice = (ring, contact, legs, wire, jobs, stars, faults - 1)
            yield self._happens(twice, "fault", _event(message), _who(message))
        if message[0] == "pressed" and self.split:
            number, reply, more = self.stepped(ring, _event(message))
            read = ("write", message[1], number, reply, more)
            yield (
                "env", ("read:", *message),
                (ring, contact, legs, _plus(less, read), jobs, stars, faults),
            )  # fmt: skip
        elif message[0] == "write":
            _, who, number, reply, more = message
            yield "env", ("written:", who), self._answered((number, *arrived[1:]), who, reply, more)
        else:
            yield self._happens(arrived, "env", _event(message), _who(message))
            if self.learner and message[0] == "left room":  # who waits for an answer waits not long
                yield self._happens(arrived, "env", _event(message), _who(message), LATE)

    def _job(self, world: World, job: tuple[str, str]) -> Iterator[Edge]:
        ring, contact, legs, wire, jobs, stars, faults = world
        kind, about = job
        rest = tuple(j for j in jobs if j != job)
        after = (ring, contact, legs, wire, rest, stars, faults)
        if kind == "leg":
            number, _, more = self.stepped(ring, e.LegAsked(about))
            attempt = self.rings[number].attempt(about)
            wanted = attempt and attempt.status == "asked"
            then = _sorted((*rest, *more, ("post", about))) if wanted else rest
            yield "sys", ("worker asks for", about), (number, *after[1:4], then, stars, faults)
            return
        if kind == "post":
            placed = _sorted((*legs, (about, "ringing" if self.slow else "prompt", "", False)))
            wire = _plus(wire, ("placed", about))
            placing = (ring, contact, placed, wire, rest, stars, faults)
            if self.slow:
                yield "sys", ("carrier rings", about), placing
            else:
                yield from self._delivered(placing, ("placed", about))
            return
        if kind == "nudge":
            yield from self._nudge(world, after, about)
            return
        entering = any(leg[1:3] == ("entering", about) for leg in (("", *contact), *legs))
        if kind == "end room" and entering and not self.once:
            return  # it is looked for again
        done = (
            self._leg_ended(after, about) if kind == "end leg" else self._room_ended(after, about)
        )
        yield "sys", (kind, about), done
        if faults:
            again = (*done[:4], _sorted((*done[4], job)), stars, faults - 1)
            yield "fault", (kind, about, "and crashed: again"), again

    def _time(self, world: World) -> Iterator[Edge]:
        ring, contact, legs, wire, *_ = world
        record = self.rings[ring]
        if record.peer_alone == FRESH:
            older = self.number(replace(record, peer_alone=OLD))
            yield "env", ("beat grows old",), (older, *world[1:])
        if record.contact_alone == FRESH:
            older = self.number(replace(record, contact_alone=OLD))
            yield "env", ("contact's beat grows old",), (older, *world[1:])
        if not self.worker:
            return
        number, _, more = self.stepped(ring, e.TimePassed(), LATE)
        if number != ring or more:
            yield "sys", ("time passes",), self._answered((number, *world[1:]), "", None, more)
        if self.watched and record.watch and record.state != "ended":
            there = any(leg[0] == record.owner for leg in legs)
            if contact[0] == "elsewhere":
                long = e.WatchTold(True, record.owner, there if record.owner else None)
                yield self._happens(world, "sys", long, "", LATE)
            told = ("told", contact[0] not in {"gone", "done"}, record.owner, there)
            if (not told[1] or (record.owner and not there)) and told not in wire:
                yield "sys", ("watch asks",), (*world[:3], _plus(wire, told), *world[4:])

    # What becomes of it.

    def _beats(self, world: World, beat: e.Beat) -> Edge | None:
        """Nothing new comes of most beats."""
        number, _, more = self.stepped(world[0], beat)
        if number == world[0] and set(more) <= set(world[4]):
            return None
        who = beat.attempt or "contact"
        return "env", (who, "beats"), self._answered((number, *world[1:]), "", None, more)

    def _happens(self, world: World, kind: str, event: Any, who: str, now: float = NOW) -> Edge:
        number, reply, more = self.stepped(world[0], event, now)
        label = (who, *_label(event), "→", type(reply).__name__ if reply else "")
        return kind, label, self._answered((number, *world[1:]), who, reply, more)

    def _answered(
        self, world: World, who: str, reply: Any, more: tuple[tuple[str, str], ...]
    ) -> World:
        ring, contact, legs, wire, jobs, stars, faults = world
        if self.nudged and isinstance(reply, r.YouHaveIt):
            more = (*more, ("nudge", ""))
        jobs = _sorted({*jobs, *more}) if more else jobs
        world = (ring, contact, legs, wire, jobs, stars, faults)
        if who == "contact":
            return self._contact_hears(world, reply)
        return self._peer_hears(world, who, reply) if who else world

    def _contact_hears(self, world: World, reply: Any) -> World:
        ring, contact, *rest = world
        if contact[0] in {*NOT_WAITING, "room", "entering"} or reply is None:
            return world
        match reply:
            case r.EnterRoom(room):
                return (ring, ("entering", room), *rest)  # type: ignore[return-value]
            case r.GoBack() | r.MayListen():
                return (ring, ("asked", ""), *rest)  # type: ignore[return-value]
            case r.Over():
                return (ring, ("done", ""), *rest)  # type: ignore[return-value]
        return (ring, ("turn", ""), *rest)  # type: ignore[return-value]

    def _peer_hears(self, world: World, who: str, reply: Any) -> World:
        leg = next((leg for leg in world[2] if leg[0] == who), None)
        if leg is None or reply is None:
            return world
        match reply:
            case r.AskToTake():
                return _leg_does(world, leg, "prompt")
            case r.YouHaveIt(room, anchor) | r.EnterRoom(room, anchor):
                return _leg_does(world, leg, "entering", room, anchor and self.anchored)
            case r.StarMenu():
                return _leg_does(world, leg, "menu")
            case r.TheySaid(room):
                return _leg_does(world, leg, "entering", room, self.anchored)
            case r.OneMoment() | r.AskingThem():
                return _sends(world, leg, ("left room", who), "out")
        return _hung_up(world, leg)

    def _listens(self, world: World, id: str) -> bool:
        attempt = self.rings[world[0]].attempt(id)
        return attempt is not None and attempt.listens

    def _company(self, world: World, leg: tuple[str, str, str, bool]) -> bool:
        others = [other for other in world[2] if other[0] != leg[0] and other[1] == "room"]
        return world[1] == ("room", leg[2]) or any(other[2] == leg[2] for other in others)

    def _not_two(self, world: World, who: str, room: str) -> None:
        """Of those who pressed 1 one is told to have it; nobody joins them but whom they ask in."""
        record = self.rings[world[0]]
        for leg in world[2]:
            if leg[0] == who or leg[1] != "room":
                continue
            pair = (record.attempt(who), record.attempt(leg[0]))
            if self._listens(world, leg[0]) or self._listens(world, who):
                continue
            if pair[1] and pair[1].status == "void":
                raise Broken("two peers were told that they have it", ("sys", (who, leg[0])))
            if leg[2] == room and not any(a and a.second for a in pair):
                raise Broken("two peers in one room", ("sys", (who, "joins", leg[0])))

    def _nudge(self, world: World, after: World, seen: str) -> Iterator[Edge]:
        """What we do not do: move the contact to their next turn by REST."""
        record = self.rings[world[0]]
        if self.nudged == "checked" and not seen:
            if record.state == "claimed":
                checked = (*after[:4], _sorted((*after[4], ("nudge", "checked"))), *after[5:])
                yield "sys", ("worker checks, then will move the contact",), checked
            else:
                yield "sys", ("worker sees no need to move the contact",), after
            return
        ring, contact, legs, *_ = after
        if contact[0] == "room" and any(leg[1:3] == ("room", contact[1]) for leg in legs):
            raise Broken("a talk broken by us", ("sys", ("worker moves the contact",)))
        if contact[0] == "room":
            yield "sys", ("worker moves the contact",), (ring, ("turn", ""), *after[2:])
        else:
            yield "sys", ("worker moves the contact",), after

    def _leg_ended(self, world: World, id: str) -> World:
        leg = next((leg for leg in world[2] if leg[0] == id), None)
        if leg is None:
            return world
        talks = leg[1] == "room" and world[1] == ("room", leg[2])
        if talks and not self._listens(world, id):
            raise Broken("a talk broken by us", ("sys", ("end leg", id)))
        return _hung_up(world, leg)

    def _room_ended(self, world: World, room: str) -> World:
        ring, contact, legs, wire, jobs, stars, faults = world
        inside = [leg for leg in legs if leg[1:3] == ("room", room)]
        if contact == ("room", room):
            if not all(self._listens(world, leg[0]) for leg in inside):
                raise Broken("a talk broken by us", ("sys", ("end room", room)))
            contact, wire = ("out", ""), _plus(wire, ("left",))
        world = (ring, contact, legs, wire, jobs, stars, faults)
        for leg in inside:
            world = _sends(world, leg, ("left room", leg[0]), "out")
        return world


def _plain(attempt: Attempt) -> Attempt:
    status = "asked" if attempt.status == "prompt" else attempt.status
    return replace(attempt, at=NOW, wanted=NOW, status=status, came=NOW if attempt.came else 0.0)


def _jobs(stepped: Stepped) -> tuple[tuple[str, str], ...]:
    found = set()
    for _, errand in stepped.errands:
        match errand:
            case RingLeg(attempt=id):
                found.add(("leg", id))
            case EndLeg(sid=id):
                found.add(("end leg", id))
            case EndRoom(room=room):
                found.add(("end room", room))
    return _sorted(found)


def _event(message: tuple[Any, ...]) -> Any:
    match message:
        case ("left",):
            return e.ContactLeft()
        case ("contact final",):
            return e.ContactFinal()
        case ("pressed", id):
            return e.PeerPressed(id, "1")
        case ("left room", id):
            return e.PeerLeft(id)
        case ("chose", id, key):
            return e.PeerChose(id, key)
        case ("final", id):
            return e.LegFinal(id)
        case ("placed", id):
            return e.LegPlaced(id, id)
        case ("told", contact, id, peer):
            return e.WatchTold(contact, id, peer if id else None)
    raise AssertionError(message)


def _who(message: tuple[Any, ...]) -> str:
    """On whose call this is an answer; a status callback is answered to nobody."""
    if message[0] == "left":
        return "contact"
    return message[1] if message[0] in {"pressed", "left room", "chose"} else ""


@cache
def _label(event: Any) -> tuple[str, ...]:
    return (str(event).replace(", id=''", "").replace("id=''", ""),)


def _sorted(things: Any) -> tuple[Any, ...]:
    return tuple(sorted(things))


def _plus(wire: tuple[Any, ...], *messages: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted((*wire, *messages), key=_text))


_text = cache(repr)


def _minus(wire: tuple[Any, ...], message: tuple[Any, ...]) -> tuple[Any, ...]:
    at = wire.index(message)
    return wire[:at] + wire[at + 1 :]


def _leg_does(
    world: World, leg: tuple[str, str, str, bool], doing: str, room: str = "", anchor: bool = False
) -> World:
    ring, contact, legs, *rest = world
    changed = tuple((leg[0], doing, room, anchor) if a[0] == leg[0] else a for a in legs)
    return (ring, contact, changed, *rest)  # type: ignore[return-value]


def _sends(
    world: World, leg: tuple[str, str, str, bool], message: tuple[Any, ...], doing: str
) -> World:
    ring, contact, legs, wire, *rest = _leg_does(world, leg, doing)
    return (ring, contact, legs, _plus(wire, message), *rest)  # type: ignore[return-value]


def _out_of(world: World, leg: tuple[str, str, str, bool]) -> World:
    """Somebody is out of their room; when they were its anchor, all are."""
    _, _, room, anchor = leg
    if not anchor:
        return world
    ring, contact, legs, wire, jobs, stars, faults = world
    if contact == ("room", room):
        contact, wire = ("out", ""), _plus(wire, ("left",))
    world = (ring, contact, legs, wire, jobs, stars, faults)
    for other in legs:
        if other[0] != leg[0] and other[1:3] == ("room", room):
            world = _sends(world, other, ("left room", other[0]), "out")
    return world


def _hung_up(world: World, leg: tuple[str, str, str, bool]) -> World:
    """Its final callback is under way; what it asked before may come later, or earlier."""
    told = [("final", leg[0])]
    if leg[1] == "room":
        world = _out_of(world, leg)
    if leg[1] in {"room", "entering"}:
        told.append(("left room", leg[0]))
    ring, contact, legs, wire, *rest = world
    legs = tuple(other for other in legs if other[0] != leg[0])
    return (ring, contact, legs, _plus(wire, *told), *rest)  # type: ignore[return-value]
