"""The names of the line's own sentences and words. What they say is in the flow files."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.domain.peer_commands import COMMANDS

_NONE: frozenset[str] = frozenset()

# Each sentence that is written, and the fillers it must hold.
WRITTEN: Mapping[str, frozenset[str]] = {
    "unstaffed": _NONE,
    "staffed": _NONE,
    "staffed.from": frozenset({"time"}),
    # Said in texts and on the phone: why nobody answers though people may be there.
    "line.busy": _NONE,
    "line.closed": _NONE,
    "line.hiatus": _NONE,
    "line.grief": _NONE,
    "language_name": _NONE,
    "language_offer": _NONE,
    "menu_hint": _NONE,
    "more": _NONE,
    "nothing_more": _NONE,
    "unmatched.alone": _NONE,
    "unmatched.third.alone": _NONE,
    "long.alone": _NONE,
    "person": _NONE,
    "did_you_mean": frozenset({"choices"}),
    "did_you_mean.clear": _NONE,
    "did_you_mean.forget": _NONE,
    "no": _NONE,
    "stale": _NONE,
    "moved": _NONE,
    "away": _NONE,
    "sorry": _NONE,
    "pictures": _NONE,
    "slow": _NONE,
    "slow.line": _NONE,
    "thanks": _NONE,
    "privacy": _NONE,
    "clear": _NONE,
    "forget": _NONE,
    "erase.away": _NONE,
    "stop": _NONE,
    "stop.away": _NONE,
    "back_again": _NONE,
    "help": _NONE,
    "consent.ask": _NONE,
    "forget.peer": _NONE,
    "consent.given": _NONE,
    # To one of us who asked for something by text.
    "to_peer.on": _NONE,
    "to_peer.break": frozenset({"minutes"}),
    "to_peer.me": _NONE,
    "to_peer.me.back": _NONE,
}

# Each that is spoken on the phone.
SPOKEN: Mapping[str, frozenset[str]] = {
    "call.door": _NONE,
    "call.language": _NONE,
    "call.same": _NONE,
    "call.ringing": _NONE,
    "call.stay": _NONE,
    "call.key.nothing": _NONE,
    "call.still": _NONE,
    "call.still.keys": _NONE,
    "call.nobody": _NONE,
    "call.free.nobody": _NONE,
    "call.finished": _NONE,
    "call.shut": _NONE,
    "call.blocked": _NONE,
    "call.on_again": frozenset({"time"}),
    "call.time.am": frozenset({"time"}),
    "call.time.pm": frozenset({"time"}),
    "call.time.evening": frozenset({"time"}),
    "call.time.hour": frozenset({"time"}),
    "call.time.noon": _NONE,
    "call.time.midnight": _NONE,
    "call.goodbye": _NONE,
    "call.person": _NONE,
    "call.here": _NONE,
    "call.here.now": _NONE,
    "call.alone": _NONE,
    "call.dropped": _NONE,
    "call.moment": _NONE,
    "call.moment.else": _NONE,
    "call.else": _NONE,
    "call.recorded": _NONE,
    "call.key": frozenset({"key", "label"}),
    "call.key.short": frozenset({"key", "label"}),
    "call.wrong": frozenset({"key"}),
    "call.slower": _NONE,
    "call.slower.full": _NONE,
    "call.again": _NONE,
    "call.again.full": _NONE,
    "call.back": _NONE,
    "call.back.full": _NONE,
    "call.person_key": _NONE,
    "call.person_key.full": _NONE,
    "call.text": _NONE,
    "call.text.short": _NONE,
    "call.more": _NONE,
    "call.texted": _NONE,
    "call.texted.not": _NONE,
    "call.texted.stopped": _NONE,
    "call.steps.speaker": _NONE,
    "call.steps.shout": _NONE,
    "call.steps.naloxone": _NONE,
    "call.steps.head": _NONE,
    "call.breathe": _NONE,
    "call.steps.minute": _NONE,
    "call.steps.again": _NONE,
    "call.steps.ringing": _NONE,
    "call.ambulance": _NONE,
    "call.they_breathe": _NONE,
    "call.sorry": _NONE,
    "peer.ask": frozenset({"language"}),
    "peer.ask.emergency": frozenset({"language"}),
    "peer.ask.stay": frozenset({"language"}),
    "peer.ask.handed": frozenset({"language"}),
    "peer.ask.direct": _NONE,
    "peer.in": _NONE,
    "peer.in.emergency": _NONE,
    "peer.taken": _NONE,
    "peer.gone": _NONE,
    "peer.over": _NONE,
    "peer.not_needed": _NONE,
    "peer.star": _NONE,
    "peer.block": _NONE,
    "peer.block.not": _NONE,
    "peer.blocked": _NONE,
    "peer.handed": _NONE,
    "peer.bringing": _NONE,
    "peer.alone": _NONE,
    "peer.ended": _NONE,
    "peer.consent.ask": _NONE,
    "peer.consent.ask.again": _NONE,
    "peer.consent.yes": _NONE,
    "peer.consent.no": _NONE,
    "peer.consent.lost": _NONE,
    "peer.test.ask": _NONE,
    "peer.test.ask.again": _NONE,
    "peer.test.yes": _NONE,
}

PHRASES: Mapping[str, frozenset[str]] = {**WRITTEN, **SPOKEN}

# Known already, but nothing says them yet: they may be missing.
LATER = frozenset(
    {
        "staffed.unknown", "unmatched", "unmatched.third", "long",
        "forget.away", "did_you_mean.command", "yes",
    }
)  # fmt: skip

# The longest that each filler can become; texts are counted with it.
LONGEST: Mapping[str, str] = {
    "minutes": "240",
    "time": "10:30 de la mañana",
    "choices": "1 what to do when somebody passed out 2 where to get supplies 3 something else",
}

# Words that are understood everywhere. Those taught to people come first: they must keep away
# from the carrier's words; the others are only recognised.
TAUGHT = ("menu", "back", "again", "more", "person", "privacy", "clear", "forget", "language")
WORDS = (
    *TAUGHT,
    "no",
    "thanks",
    "agree",
    "stop_writing",
    "stop_whole",
    "known_by",
    "numbers",
    "negations",
    "asking_what",
    "not_now",
    "ordinary",
    *(f"peer_{row.name}" for row in COMMANDS),
)
