"""Sign a webhook as the carrier does: HMAC-SHA1 over the address and the sorted form."""

from __future__ import annotations

import base64
import hashlib
import hmac

from hotline.rehearsal.happenings import Params


def signature(token: str, url: str, params: Params) -> str:
    """`url` without its fragment: that is neither sent nor signed."""
    signed = url.split("#")[0] + "".join(name + value for name, value in sorted(params))
    digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()
