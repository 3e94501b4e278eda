"""The store again: is it for this line alone, and does what should go by itself go?"""

from __future__ import annotations

from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.store.company import Found

_WATCHED = "somebody watches every command (MONITOR): {}. Find out who, and end it"
_HIDDEN = "does not say who is connected (a rented one): ask whether anybody watches its commands"
_STRANGE = (
    "holds {} keys that are none of ours: another program uses it, and may empty or fill it. Give"
    " this line a store of its own"
)
_ENDLESS = (
    "holds {} keys that should end by themselves and will not: what they keep of somebody stays."
    " Remove them, and tell those who write this program"
)
_PICKLED = (
    "holds {} jobs that run whatever is in them (pickle): not ours. End what puts them there, then"
    " start the worker anew"
)


def company(found: Found) -> list[Finding]:
    counts = {
        _WATCHED: found.watching or 0,
        _STRANGE: found.strange,
        _ENDLESS: found.endless,
        _PICKLED: found.pickled,
    }
    told = [mend("store", say.format(count)) for say, count in counts.items() if count]
    if found.watching is None:
        told.append(look("store", _HIDDEN))
    return told or [ok("store", "is for this line alone, and nobody watches it")]
