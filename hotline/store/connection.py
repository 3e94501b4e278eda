"""Where the store is, and how long we wait for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from redis.sentinel import Sentinel

_sentinel: Any = Sentinel  # it tells no types
# A contact waits in silence behind the web: it gives up soon, and answers without the store.
_WEB = {"socket_connect_timeout": 0.3, "socket_timeout": 0.7}
_OTHERS = {"socket_connect_timeout": 2.0, "socket_timeout": 5.0}
_SENTINEL = "redis+sentinel"


def connect(url: str, *, web: bool) -> Redis:
    """redis://, rediss://, unix://, or redis+sentinel://[user:password@]host:port,…/NAME/0.

    Nothing is asked of the store yet. No retries: who waits decides, and counts from one try.
    """
    options: dict[str, Any] = {**(_WEB if web else _OTHERS)}
    # RESP2: one greeting less when connecting, and the same answers in every version.
    options |= {"retry": Retry(NoBackoff(), 0), "protocol": 2}
    if has_replicas(url):
        return _behind_sentinels(url, options)
    if not url.startswith("unix://"):
        options["socket_keepalive"] = True
    return Redis.from_url(url, **options)


def has_replicas(url: str) -> bool:
    """Whether another store may take this one's place at any moment."""
    return url.startswith(f"{_SENTINEL}://")


def _behind_sentinels(url: str, options: dict[str, Any]) -> Redis:
    """The password, where there is one, is the store's; the sentinels are asked without."""
    address = urlsplit(url)
    who, _, hosts = address.netloc.rpartition("@")
    user, _, password = who.partition(":")
    name, _, number = address.path.strip("/").partition("/")
    if who:
        options |= {"username": unquote(user) or None, "password": unquote(password)}
    options["socket_keepalive"] = True
    sentinels = [_host_and_port(host) for host in hosts.split(",")]
    asked = {key: value for key, value in options.items() if key not in {"username", "password"}}
    found = _sentinel(sentinels, sentinel_kwargs=asked)
    client: Redis = found.master_for(name, db=int(number or 0), **options)
    return client


def _host_and_port(text: str) -> tuple[str, int]:
    address = urlsplit(f"//{text}")
    return address.hostname or "", address.port or 26379
