"""Whether a webhook was signed by the carrier.

The signature covers the address as the carrier has it (our pinned public address and the raw
request target, never what a proxy or a framework made of them) and the form, sorted. It holds
neither time nor nonce: replay is refused elsewhere.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from twilio.request_validator import RequestValidator

_ALGORITHMS = ("HMAC_SHA256", "HMAC_SHA1")


class Signatures:
    """Checks signatures with any of the tokens that are valid while one is being exchanged."""

    def __init__(self, public_url: str, tokens: Sequence[str]) -> None:
        self._base = public_url.rstrip("/")
        self._tokens = [token.encode() for token in tokens]
        self._validators = [RequestValidator(token) for token in tokens]

    def hold(self, target: str, content: Any, signature: str, settings: str = "") -> bool:
        """Whether `signature` is right for this raw request target (`/webhooks/text?…`).

        `content` is the form with all its repeated fields, or the raw body (text) where the target
        carries its digest (`bodySHA256=`); `settings` is the header that names the algorithm.
        """
        if not signature or isinstance(content, str) != ("bodySHA256=" in target):
            return False
        url = self._base + _path(target)
        if not settings and not isinstance(content, str) and self._plainly(url, content, signature):
            return True
        algorithm = next((name for name in _ALGORITHMS if f"algorithm={name}" in settings), None)
        named = {"algorithm": algorithm} if algorithm else {}
        return any(v.validate(url, content, signature, **named) for v in self._validators)

    def _plainly(self, url: str, form: Any, signature: str) -> bool:
        """The usual case, a form signed for just this address, at a fifth of the library's time.
        What is not held here may still hold there: with or without a port, another algorithm."""
        signed = url + "".join(
            name + value for name in sorted(form) for value in sorted(set(form.getlist(name)))
        )
        blob, given = signed.encode("utf-8", "replace"), signature.encode("utf-8", "replace")
        right = (b64encode(hmac.digest(token, blob, "sha1")) for token in self._tokens)
        return any(hmac.compare_digest(one, given) for one in right)


def _path(target: str) -> str:
    """The part after the host, also of a request line in absolute form."""
    return target if target.startswith("/") else "/" + target.split("/", 3)[-1]
