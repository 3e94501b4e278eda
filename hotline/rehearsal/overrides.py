"""Time limits and retries as written in an address's fragment (#rc=2&rp=5xx,ct&rt=4000)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

WAYS = frozenset({"4xx", "5xx", "ct", "rt", "all"})
LIMITS = {"ct": (100, 10000), "rt": (100, 15000), "tt": (100, 15000), "rc": (0, 5)}
NO_MATTER = frozenset({"e", "sni"})  # known, but they change nothing here


class NotAnOverrideError(Exception):
    """The fragment has something that the carrier does not know."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """Milliseconds, and what is worth another try."""

    connect: int = 5000
    read: int = 15000
    total: int = 15000
    retries: int = 1
    retry_on: frozenset[str] = frozenset({"ct"})

    def again(self, outcome: str) -> bool:
        return outcome in self.retry_on or ("all" in self.retry_on and outcome != "ok")


def read(url: str) -> Overrides:
    found = Overrides()
    for key, value in parse_qsl(urlsplit(url).fragment, keep_blank_values=True):
        found = _with(found, key, value)
    return found


def _with(found: Overrides, key: str, value: str) -> Overrides:
    if key in NO_MATTER:
        return found
    if key == "rp" and set(value.split(",")) <= WAYS:
        return replace(found, retry_on=frozenset(value.split(",")))
    if key in LIMITS and value.isdigit():
        low, high = LIMITS[key]
        if low <= int(value) <= high:
            return _limited(found, key, int(value))
    raise NotAnOverrideError(key)


def _limited(found: Overrides, key: str, value: int) -> Overrides:
    match key:
        case "ct":
            return replace(found, connect=value)
        case "rt":
            return replace(found, read=value)
        case "tt":
            return replace(found, total=value)
        case _:
            return replace(found, retries=value)
