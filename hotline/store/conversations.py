"""Text sessions and the answers given lately: one trip to open a turn, one script to close it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from hotline.domain.callback import Callback
from hotline.domain.contact import Contact
from hotline.domain.counts import NOTHING, Counted
from hotline.domain.errands import Due, Errand, copy_of
from hotline.domain.events import TextArrived
from hotline.domain.flood import Sent
from hotline.domain.replies import TextReply
from hotline.errors import SealBroken
from hotline.flow.session import Opened, Session
from hotline.store import keys, records
from hotline.store.budget import Budget
from hotline.store.callbacks import Callbacks, due
from hotline.store.commit import ABSENT, ANY, COUNT, Write, commit, life
from hotline.store.counts import added
from hotline.store.errands import Errands
from hotline.store.keyring import Keyring
from hotline.store.marks import Marks, by
from hotline.store.threads import Threads
from hotline.store.traces import Traces, copy, trace
from hotline.store.vault import STAMP, Box, day, days
from hotline.store.wire import Wire


class Place(NamedTuple):
    """A key's name, and the box that its tag came from and its value is sealed by."""

    key: str
    box: Box


class Conversations:
    """As `desk.records.Conversations` describes them."""

    def __init__(
        self,
        wire: Wire,
        keyring: Keyring,
        errands: Errands,
        budget: Budget,
        traces: Traces,
        marks: Marks,
        callbacks: Callbacks,
        threads: Threads,
    ) -> None:
        self._wire, self._keyring, self._errands = wire, keyring, errands
        self._budget, self._traces, self._marks = budget, traces, marks
        self._callbacks, self._threads = callbacks, threads

    def open(self, event: TextArrived, now: float) -> Opened:
        answer, seen, session = (
            self._places("answer", event.id, now),
            self._places("seen", event.id, now),
            self._places("session", _who(event), now),
        )
        sent = (key for key, _ in self._budget.places(event.line, event.sender, now))
        stop = self._marks.key(Contact(event.line, event.sender))
        talk = tuple(self._threads.names(Contact(event.line, event.sender), now))
        others = self._limit(event, now), stop, *talk, *sent
        (held,) = self._wire.ask(("MGET", *(p.key for p in (*answer, *seen, *session)), *others))
        where, sealed = _first(session, held[4:6])
        return Opened(
            session=_read_session(where, sealed, now),
            stamp=sealed[:STAMP],
            yesterday=bool(sealed) and where is not session[0],
            answer=_read_answer(*_first(answer, held[0:2]), now),
            seen=any(held[2:4]),
            lately=int(held[6] or 0) + 1,
            flooded=Sent(*(int(count or 0) for count in held[8 + len(talk) :])).too_many,
            stopped=by(held[7]),
            thread=next((id.decode() for id in held[8 : 8 + len(talk)] if id), ""),
        )

    def close(
        self,
        event: TextArrived,
        opened: Opened,
        *,
        session: Session | None,
        answer: Sequence[TextReply],
        errands: Sequence[tuple[Due, Errand]],
        called_off: Sequence[str],
        now: float,
        counted: Counted = NOTHING,
        promised: Callback | None = None,
    ) -> bool:
        about = [
            Write(self._places("seen", event.id, now)[0].key, ABSENT, b"1", keys.SEEN_LIFE),
            Write(self._limit(event, now), COUNT, life=keys.LIMIT_LIFE),
            self._answer(event, answer, now),
            *self._session(event, opened, session, now),
        ]
        names = [
            *(write.key for write in about),
            *(trace(due.id, errand) for due, errand in errands),
            *(copy(copy_of(reply.receipt)) for reply in answer if reply.receipt),
        ]
        writes = [
            *about,
            *(self._budget.spent(event.line, event.sender, now) if answer else ()),
            *(self._errands.gone(id) for id in called_off),
            *(self._errands.written(due, errand, now) for due, errand in errands),
            *added(counted),
            *(self._callbacks.promised(promised, now) if promised else ()),
            self._traces.listing(Contact(event.line, event.sender), names, now),
        ]
        later = [at for at, _ in errands] + ([due(promised, now)] if promised else [])
        return commit(self._wire, writes, later, called_off, durable=promised is not None)

    def _answer(self, event: TextArrived, answer: Sequence[TextReply], now: float) -> Write:
        place = self._places("answer", event.id, now)[0]
        blob = records.pack_answer(tuple(answer), now + keys.ANSWER_LIFE)
        return Write(place.key, ANY, place.box.seal("answer", blob, place.key), keys.ANSWER_LIFE)

    def _session(
        self, event: TextArrived, opened: Opened, session: Session | None, now: float
    ) -> list[Write]:
        """The session under today's name; one that was found under yesterday's moves there."""
        today, before = self._places("session", _who(event), now)
        wanted = ABSENT if opened.yesterday else opened.stamp
        moved = [Write(before.key, opened.stamp)] if opened.yesterday else []
        if session is None:
            return [*moved, Write(today.key, wanted)]
        blob = today.box.seal("session", records.pack(session), today.key)
        left = life(session.until, now, keys.SESSION_LIFE)
        return [*moved, Write(today.key, wanted, blob, left)]

    def _limit(self, event: TextArrived, now: float) -> str:
        """Counted when a turn closes, so that one text counts once, and to open writes nothing."""
        window = f"{_who(event)} {int(now // keys.LIMIT_LIFE)}"
        return keys.limit(self._keyring.box(day(now)).tag("limit", window))

    def _places(self, kind: str, text: str, now: float) -> tuple[Place, Place]:
        """Where something lies: under today's key, or still under yesterday's, if there is one."""
        today, yesterday = days(now, keys.DAY)
        place = _place(kind, text, self._keyring.box(today))
        old = self._keyring.existing(yesterday)
        return place, _place(kind, text, old) if old else place


_NAMES: dict[str, Callable[[str], str]] = {
    "answer": keys.answer,
    "seen": keys.seen,
    "session": keys.session,
}


def _who(event: TextArrived) -> str:
    return f"{event.line.e164} {event.sender.e164} {event.whatsapp}"


def _place(kind: str, text: str, box: Box) -> Place:
    return Place(_NAMES[kind](box.tag(kind, text)), box)


def _first(places: tuple[Place, Place], held: Sequence[bytes | None]) -> tuple[Place, bytes]:
    """What is there, today's first, and where it lies."""
    return next(
        ((place, value) for place, value in zip(places, held, strict=True) if value),
        (places[0], b""),
    )


# What does not open, or only a much newer build could read, is as if it were not there: it is
# written over, since its version is known all the same.


def _read_session(place: Place, sealed: bytes, now: float) -> Session | None:
    if not sealed:
        return None
    try:
        session = records.one(Session, place.box.open("session", sealed, place.key))
    except SealBroken:
        return None
    return session if session.until > now else None


def _read_answer(place: Place, sealed: bytes, now: float) -> tuple[TextReply, ...] | None:
    try:
        blob = place.box.open("answer", sealed, place.key) if sealed else b""
        return records.answer(blob, now) if blob else None
    except SealBroken:
        return None
