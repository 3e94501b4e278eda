"""The public address: does it lead to us, as the carrier would come?"""

from __future__ import annotations

import http.client
import ssl
from urllib.parse import urlsplit

from hotline.cli.checkup.finding import Finding, look, mend, ok

_PATIENCE = 5.0


def address(public_url: str) -> list[Finding]:
    url = urlsplit(public_url)
    if url.scheme != "https":
        return [mend("address", "HOTLINE_PUBLIC_URL is on this machine: no carrier can reach it")]
    try:
        status = _status(url.hostname or "", url.port)
    except ssl.SSLError:
        return [mend("address", "its certificate is not valid: the carrier will not come in")]
    except (OSError, http.client.HTTPException):
        return [look("address", "does not answer from here: try it from outside")]
    if status == 200:
        return [ok("address", "https, and /health answers")]
    return [mend("address", f"/health answers {status}: something else is at this address")]


def _status(host: str, port: int | None) -> int:
    connection = http.client.HTTPSConnection(host, port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status
    finally:
        connection.close()
