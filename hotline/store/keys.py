"""Every key of the store, in one table: what is in it, how it is closed, how long it lives."""

from __future__ import annotations

import re
from dataclasses import dataclass

MINUTE, HOUR, DAY = 60, 3600, 86400

SESSION_LIFE = 4 * HOUR
ANSWER_LIFE = 10 * MINUTE
SEEN_LIFE = DAY
NOBODY_LIFE = 12 * HOUR  # a night, after which it is told
LIMIT_LIFE = 10 * MINUTE
BEAT_LIFE = MINUTE
RING_LIFE = 4 * HOUR + 10 * MINUTE  # the longest talk there is, and somebody may still ask
PEER_CALL_LIFE = 15 * MINUTE
SEAT_LIFE = 12 * HOUR
HELD_LIFE = 5 * MINUTE
CALLBACK_LIFE = DAY
THREAD_LIFE = DAY
CHECK_LIFE = 3 * DAY  # to its end three hours, an alarm of seven, and two days of an outage
HANDLE_LIFE = 8 * DAY  # a thread's day, and a week in which phones still show the old chat
TAKEN_LIFE = 2 * MINUTE
DIAL_LIFE = HOUR
LIVE_LIFE = 5 * HOUR
RUNG_LIFE = DAY
TALKS_LIFE = 12 * HOUR
REST_LIFE = HOUR
WAITING_LIFE = HOUR
AGAIN_LIFE = 10 * MINUTE
TRACE_LIFE = DAY
PACE_LIFE = MINUTE
DAY_KEY_LIFE = 2 * DAY
TURNED_LIFE = 2 * DAY
BLOCK_LIFE = 365 * DAY
COUNT_LIFE = 90 * DAY
QUARTER_LIFE = 182 * DAY  # a quarter, and the next one, in which it is read
ERRAND_MARGIN = MINUTE  # past its "until" an errand may still be found, to be noted as expired
ERRAND_LIFE = 15 * DAY + ERRAND_MARGIN

DUE = "due"
CALLBACKS = "callbacks"
DIAL = "dial"
LIVE = "live"
BUSY = "busy"
REST = "rest"
WAITING = "waiting"
RUNG = "rung"
TALKS = "talks"
PACE = "pace"
THREADS = "threads"
CHECKS = "checks"
LATEST = "latest"
REVISION = "flows:revision"
FILES = "flows:files"
ROSTER = "roster"
ROTA = "rota"
SHARED = "shared"
SWITCH = "switch"

_TAG = r"[0-9a-f]{16,32}"
_SHORT_TAG = r"[0-9a-f]{6}"  # 24 bits: hundreds of numbers share it
_TOKEN = r"[A-Za-z0-9_-]{16,64}"  # noqa: S105  # a pattern
_HEX = r"[0-9a-f-]{32,36}"
_QUEUE = r"(alarm|look|aside)"


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of key.

    `sealed` names what its value is sealed under: `day` (a day key), `lasting`, `either` of the
    two, `lists`, `secret` (HOTLINE_SECRET) or `open` (holds nothing about anybody). `life` is the
    longest, in seconds; None: until somebody removes it. `loose`: its TTL may be gone for a while.
    """

    pattern: str
    holds: str
    sealed: str
    life: int | None
    loose: bool = False

    def fits(self, key: str) -> bool:
        return re.fullmatch(self.pattern, key) is not None


TABLE = (
    Row(r"key:(lasting|lists)", "a data key", "secret", None),
    Row(r"key:day:\d{5}", "a day's data key", "secret", DAY_KEY_LIFE),
    Row(rf"session:{_TAG}", "a contact's place in the flows", "day", SESSION_LIFE),
    Row(rf"answer:{_TAG}", "what was said to a text, in case it comes again", "day", ANSWER_LIFE),
    Row(rf"seen:{_TAG}", "that a text has come", "open", SEEN_LIFE),
    Row(rf"limit:{_TAG}", "how many texts a sender wrote lately", "open", LIMIT_LIFE),
    Row(
        rf"sent:{_TAG}",
        "how many texts a line, an exchange or a phone was sent lately",
        "open",
        DAY,
    ),
    Row(rf"errand:{_TOKEN}", "something to do later", "either", ERRAND_LIFE),
    Row(rf"taken:{_TOKEN}", "that a worker is at an errand", "open", TAKEN_LIFE),
    Row(
        rf"ring:{_TOKEN}",
        "a contact who waits for a peer: calls, a short tag, no numbers",
        "day",
        RING_LIFE,
    ),
    Row(rf"again:{_TAG}", "which peer a caller just talked with: a random id", "day", AGAIN_LIFE),
    Row(rf"trace:{_TAG}", "names of the keys that a contact left", "open", TRACE_LIFE),
    Row(rf"stop:{_SHORT_TAG}", "that a number said STOP, and who blocks its texts", "open", None),
    Row(rf"call:{_TAG}", "which ring a call belongs to: a random id", "open", RING_LIFE),
    Row(
        rf"peer:{_TOKEN}",
        "a call to one of us: their random id, a time of the rota",
        "day",
        PEER_CALL_LIFE,
    ),
    Row(rf"seat:{_TOKEN}", "what one of us was last asked, and writes with", "day", SEAT_LIFE),
    Row(rf"held:{_TOKEN}", "words of one of us that wait for whom they are", "day", HELD_LIFE),
    Row(
        rf"callback:{_TOKEN}",
        "a contact who asked to be called or written to: a number, a language, when",
        "day",
        CALLBACK_LIFE,
    ),
    Row(CALLBACKS, "which callbacks there are: random ids", "open", CALLBACK_LIFE),
    Row(
        rf"thread:{_TOKEN}",
        "a contact who writes with a peer: their number, no words",
        "day",
        THREAD_LIFE,
    ),
    Row(rf"talk:{_TAG}", "which thread a contact has: a random id", "open", THREAD_LIFE),
    Row(THREADS, "which threads there are: random ids", "open", THREAD_LIFE),
    Row(
        rf"check:{_TOKEN}",
        "a check-in: a number, when they are asked, what they want to be done, their last words",
        "lasting",
        CHECK_LIFE,
    ),
    Row(rf"checked:{_TAG}", "which check-in a contact has: a random id", "open", CHECK_LIFE),
    Row(CHECKS, "which check-ins there are: random ids", "open", CHECK_LIFE),
    Row(r"handle:\d{3,5}", "that these digits stood for somebody lately", "open", HANDLE_LIFE),
    Row(DIAL, "calls that wait to be placed: random ids", "open", DIAL_LIFE),
    Row(BUSY, "which peers are believed busy, and by which call: random ids", "open", LIVE_LIFE),
    Row(rf"tries:{_TAG}", "how many wrong PINs were typed that day", "open", DAY),
    Row(WAITING, "which rings wait: random ids", "open", WAITING_LIFE),
    Row(REST, "which peers rest after a long or heavy talk: random ids", "open", REST_LIFE),
    Row(RUNG, "when which peer was last rung: random ids", "open", RUNG_LIFE),
    Row(TALKS, "how many talks who is on had in this shift: random ids", "open", TALKS_LIFE),
    Row(LIVE, "calls that are there: random ids", "open", LIVE_LIFE),
    Row(PACE, "when the next call may be placed", "open", PACE_LIFE),
    Row(DUE, "when which errand is due: times and random ids", "open", None),
    Row(REVISION, "a digest of the published flows", "open", None),
    Row(FILES, "the published flows", "lasting", None),
    Row(ROSTER, "who answers: names, numbers, languages, what they agreed to", "lasting", None),
    Row(rf"whose:{_TAG}", "which of them a number belongs to: a random id", "lasting", None),
    Row(ROTA, "shifts: a random id each, days and times, exceptions", "lasting", None),
    Row(
        rf"block:[0-9a-f]{{6}}:(all|{_TOKEN})",
        "that a phone is kept from people",
        "open",
        BLOCK_LIFE,
    ),
    Row(SHARED, "numbers that are nobody's own: jails, shelters", "lists", None),
    Row(rf"turned:{_TAG}", "how many calls a line turned away that day", "open", TURNED_LIFE),
    Row(r"count:\d{4}-\d\d-\d\d", "how often what happened that day", "open", COUNT_LIFE),
    Row(r"count:\d{4}q[1-4]", "how often what happened that quarter", "open", QUARTER_LIFE),
    Row(r"nobody:\d{6}", "how many found nobody in an hour", "open", NOBODY_LIFE),
    Row(LATEST, "the latest time that was ever seen here", "open", None),
    Row(SWITCH, "whether the line is open: one word", "open", None),
    Row(r"beat:not\.redacted", "that the account cannot redact texts", "open", DAY),
    Row(r"beat:[a-z.]{1,20}", "when a part of the line last worked", "open", BEAT_LIFE),
    # What RQ keeps of nudges: an errand's random id, names of queues and of our own processes.
    # RQ takes the TTL off a running job, and its upkeep puts it back where a worker died.
    Row(rf"rq:job:{_HEX}", "a nudge", "open", 2 * MINUTE, loose=True),
    Row(rf"rq:results:{_HEX}", "that a nudge failed, no words", "open", MINUTE),
    Row(rf"rq:execution:{_HEX}:{_HEX}", "that a nudge is being looked at", "open", 2 * MINUTE),
    Row(rf"rq:executions:{_HEX}", "the same, by nudge", "open", 2 * MINUTE, loose=True),
    Row(r"rq:queues", "the queues' names", "open", None),
    Row(rf"rq:queue:{_QUEUE}(:intermediate)?", "ids of nudges that wait", "open", None),
    Row(rf"rq:queue:{_QUEUE}:intermediate:first_seen:{_HEX}", "a stuck nudge", "open", DAY),
    Row(
        rf"rq:(wip|failed|finished|deferred|canceled|ready):{_QUEUE}",
        "ids of nudges",
        "open",
        None,
    ),
    Row(rf"rq:workers(:{_QUEUE})?", "names of running workers", "open", None),
    Row(r"rq:worker:[0-9a-f]{32}(:executions)?", "one worker: host, state", "open", 4 * MINUTE),
    Row(
        rf"rq:(clean_registries:{_QUEUE}|clean_groups)",
        "a lock for RQ's upkeep",
        "open",
        HOUR,
    ),
)


def row_of(key: str) -> Row | None:
    """The row that a key belongs to."""
    return next((row for row in TABLE if row.fits(key)), None)


def data_key(name: str) -> str:
    return f"key:{name}"


def session(tag: str) -> str:
    return f"session:{tag}"


def answer(tag: str) -> str:
    return f"answer:{tag}"


def seen(tag: str) -> str:
    return f"seen:{tag}"


def limit(tag: str) -> str:
    return f"limit:{tag}"


def sent(tag: str) -> str:
    return f"sent:{tag}"


def errand(id: str) -> str:
    return f"errand:{id}"


def whose(tag: str) -> str:
    return f"whose:{tag}"


def taken(id: str) -> str:
    return f"taken:{id}"


def ring(id: str) -> str:
    return f"ring:{id}"


def peer_call(id: str) -> str:
    return f"peer:{id}"


def seat(person: str) -> str:
    return f"seat:{person}"


def held(person: str) -> str:
    return f"held:{person}"


def callback(id: str) -> str:
    return f"callback:{id}"


def thread(id: str) -> str:
    return f"thread:{id}"


def check(id: str) -> str:
    return f"check:{id}"


def checked(tag: str) -> str:
    return f"checked:{tag}"


def talk(tag: str) -> str:
    return f"talk:{tag}"


def handle(digits: str) -> str:
    return f"handle:{digits}"


def again(tag: str) -> str:
    return f"again:{tag}"


def trace(tag: str) -> str:
    return f"trace:{tag}"


def stop(tag: str) -> str:
    return f"stop:{tag}"


def call(tag: str) -> str:
    return f"call:{tag}"


def turned(tag: str) -> str:
    return f"turned:{tag}"


def tries(tag: str) -> str:
    return f"tries:{tag}"


def block(mark: str, who: str) -> str:
    return f"block:{mark}:{who}"


def count(span: str) -> str:
    return f"count:{span}"


def nobody(hour: int) -> str:
    return f"nobody:{hour}"


def beat(part: str) -> str:
    return f"beat:{part}"
