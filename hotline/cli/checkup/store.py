"""The store: there, new enough, and what it promised to keep is on its disk."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hotline.cli.checkup.finding import Finding, look, mend, ok

_REFUSED = {
    "OOM": "its memory is full (OOM): nothing can be kept. Give it more, or raise its maxmemory",
    "READONLY": "is a replica, and takes nothing (READONLY). Set REDIS_URL to the primary",
    "AUTH": "does not take the password, or wants one (AUTH). Correct that in REDIS_URL",
}
_AWAY = "does not answer, or takes nothing. Check REDIS_URL, that the store runs, and its own log"
_NEEDED = (7, 2)  # a Valkey of any version calls itself that, or newer
_OPTIONS = {
    "appendonly": ("yes", mend, "check-ins and the roster are lost when it stops"),
    "appendfsync": ("always", look, "the last second is lost when its machine crashes"),
    "save": ("", mend, "snapshots keep what was to be forgotten"),
    "maxmemory-policy": ("noeviction", mend, "it throws check-ins away when it is full"),
    "cluster-enabled": ("no", mend, "a cluster cannot do several things at once"),
    "slowlog-max-len": ("0", look, "its log of slow commands keeps what was to be forgotten"),
}
_WORSE = {("appendfsync", "no")}  # half a minute is lost, and more


def nothing_kept(why: str) -> Finding:
    """It takes nothing, by its own word for it; all that is in it can only be looked at later."""
    return mend("store", _REFUSED.get(why, _AWAY))


def store(told: Mapping[str, str]) -> list[Finding]:
    """What the store tells of itself; what it hides is left out."""
    return [_version(told.get("version", "")), *_options(told)]


def _version(number: str) -> Finding:
    if tuple(int(part) for part in re.findall(r"\d+", number)[:3]) >= _NEEDED:
        return ok("store", "answers, and is new enough")
    return mend("store", f"says it is {number or 'nameless'}: use Valkey, or Redis 7.2 or newer")


def _options(told: Mapping[str, str]) -> list[Finding]:
    found = [
        (mend if (name, told[name]) in _WORSE else judge)(
            "store", f"{name} must be {want or 'empty'}: else {why}"
        )
        for name, (want, judge, why) in _OPTIONS.items()
        if told.get(name, want) != want
    ]
    if hidden := [name for name in _OPTIONS if name not in told]:
        found.append(
            look("store", f"hides {', '.join(hidden)} (a rented one): ask who rents it out")
        )
    return found or [ok("store", "keeps everything on disk at once, and evicts nothing")]
