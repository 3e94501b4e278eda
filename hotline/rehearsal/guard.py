"""Who may steer the rehearsal: this machine, from our own page or a test, nobody else."""

from __future__ import annotations

from ipaddress import ip_address

from flask import abort, request

HEADER = "X-Rehearsal"
HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


def here() -> None:
    """The request comes from this machine, under its own name (no name rebound to it)."""
    if not ip_address(request.remote_addr or "0.0.0.0").is_loopback:
        abort(403)
    if request.host.rsplit(":", 1)[0] not in HOSTS and request.host not in HOSTS:
        abort(403)


def ours() -> None:
    """Also: it has the header that a page from elsewhere cannot set."""
    here()
    if request.headers.get(HEADER) != "1":
        abort(403)
