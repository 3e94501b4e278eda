"""How one value of the environment is understood; what is wrong is said without showing it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Collection
from typing import TypeVar
from urllib.parse import SplitResult, parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from phonenumbers import SUPPORTED_REGIONS

from hotline.domain.phone import Phone, is_served, phone_from_carrier

T = TypeVar("T")

_HERE = {"localhost", "127.0.0.1", "::1"}
_OPTIONS = {"db", "username", "password"}
_OPTIONS_OF_TLS = {"ssl_cert_reqs", "ssl_check_hostname", "ssl_ca_certs", "ssl_ca_path"}
_STORES = {"redis", "rediss", "unix", "redis+sentinel"}


class Wrong(ValueError):
    """One value is not good enough. Never holds the value."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


def secrets(text: str) -> tuple[bytes, ...]:
    return _each(text, _secret)


def _secret(text: str) -> bytes:
    mend = "make one with `hotline secret`"
    try:
        plain = text.rstrip("=").replace("+", "-").replace("/", "_").encode("ascii")
        secret = base64.b64decode(plain + b"=" * (-len(plain) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise Wrong("is not base64url", mend) from None
    if len(secret) < 32:
        raise Wrong("is shorter than 32 bytes", mend)
    if len(set(secret)) < 12:  # 32 random bytes hold about 30 different ones; a placeholder few
        raise Wrong("is not random", mend)
    return secret


def tokens(text: str) -> tuple[str, ...]:
    return _each(text, _token)


def _token(text: str) -> str:
    if len(text) < 16:
        raise Wrong("is too short to sign anything", "copy it whole from the carrier's console")
    return text


def account_sid(text: str) -> str:
    if not re.fullmatch(r"AC[0-9a-f]{32}", text):
        raise Wrong("is not an account SID", "copy it whole; it is AC and 32 of 0-9 a-f")
    return text


def numbers(text: str) -> tuple[Phone, ...]:
    return _each(text, _number)


def rung_numbers(countries: Collection[str]) -> Callable[[str], tuple[Phone, ...]]:
    """Numbers that the line may ring. Without countries, which is a fault of its own: any."""

    def understand(text: str) -> Phone:
        phone = _number(text)
        if countries and not is_served(phone, countries):
            raise Wrong(
                "is never rung: it is outside HOTLINE_COUNTRIES, or costs more than a call",
                "name its country in HOTLINE_COUNTRIES, or another number here",
            )
        return phone

    return lambda text: _each(text, understand)


def _number(text: str) -> Phone:
    phone = phone_from_carrier(text)
    if phone is None:
        raise Wrong("is not a whole phone number", "write it like +12025550100")
    return phone


def public_url(text: str) -> str:
    mend = "write scheme and name only, like https://line.example.org"
    url = _address(text, mend)
    if url.path.strip("/"):
        raise Wrong("has a path", mend)
    if url.scheme != "https" and url.hostname != "localhost":
        raise Wrong("is not https", f"{mend} (http is for localhost only)")
    return text.rstrip("/")


def api_url(text: str) -> str:
    mend = "leave it unset, or write it like https://api.twilio.com"
    url = _address(text, mend)
    if url.scheme != "https" and url.hostname not in _HERE:
        raise Wrong("is not https", mend)
    return text.rstrip("/")


def _address(text: str, mend: str) -> SplitResult:
    try:
        url = urlsplit(text)
        whole = url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
    except ValueError:
        whole = False
    if not whole or re.search(r"[\s@?#]", text):
        raise Wrong("is not a plain web address", mend)
    return url


def redis_url(text: str) -> str:
    mend = "write it like redis://localhost:6379/0, or unix:///path/to/socket"
    scheme, colon, rest = text.partition("://")
    if "cluster" in scheme.lower():
        raise Wrong(
            "is a Redis Cluster", "use one Redis or Valkey, or Sentinel; clusters are not supported"
        )
    if scheme not in _STORES or not colon or not rest:
        raise Wrong("is not an address of a store", mend)
    if "," in rest.rpartition("@")[2] and scheme != "redis+sentinel":
        raise Wrong(
            "names several servers",
            "for Sentinel write redis+sentinel://host:port,host:port/NAME/0; a cluster will not do",
        )
    if scheme == "redis+sentinel":
        _check_sentinels(text)
    else:
        _check_store(text, mend)
    return text


def _check_store(text: str, mend: str) -> None:
    """Its client takes what is behind `?` for options, and ends at one that it does not know."""
    try:
        url = urlsplit(text)
        options = dict(parse_qsl(url.query))
        whole = url.scheme == "unix" or url.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise Wrong("has a host or port that is none", mend)
    known = _OPTIONS | (_OPTIONS_OF_TLS if url.scheme == "rediss" else set())
    if not options.keys() <= known or not options.get("db", "0").isdecimal():
        raise Wrong(
            "has an option that is not known",
            f"leave out what is behind ?, but for {', '.join(sorted(known))}",
        )


def _check_sentinels(text: str) -> None:
    hosts, _, line = text.partition("://")[2].rpartition("@")[2].partition("/")
    name, _, number = line.partition("/")
    try:
        asked = [urlsplit(f"//{host}") for host in hosts.split(",")]
        whole = all(one.hostname and one.port != 0 for one in asked)
    except ValueError:
        whole = False
    if not whole or not name or not (number or "0").isdecimal():
        raise Wrong(
            "is not an address of sentinels", "write redis+sentinel://host:port,host:port/NAME/0"
        )


def zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        raise Wrong("is not a time zone", "write it like America/New_York") from None
    if "/" not in text and text != "UTC":  # EST never has a summer
        raise Wrong("is no place's time zone", "write it like America/New_York")
    return text


def region(text: str) -> str:
    if text.upper() not in SUPPORTED_REGIONS:
        raise Wrong("is not a country", "write two letters, like US")
    return text.upper()


def regions(text: str) -> tuple[str, ...]:
    return _each(text, region)


def truth(text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise Wrong("is neither yes nor no", "write yes or no")
    return text.lower() == "yes"


def between(least: int, most: int) -> Callable[[str], int]:
    def understand(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
            raise Wrong("is out of range", f"write a number from {least} to {most}")
        return int(text)

    return understand


def _each(text: str, understand: Callable[[str], T]) -> tuple[T, ...]:
    """All of a list, telling which one is wrong by its place: its value may be secret."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    good: list[T] = []
    for place, part in enumerate(parts, 1):
        try:
            good.append(understand(part))
        except Wrong as wrong:
            if len(parts) == 1:
                raise
            raise Wrong(f"(number {place} of {len(parts)}) {wrong.what}", wrong.mend) from None
    return tuple(good)
