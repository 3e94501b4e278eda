"""The web as it answers on this machine: ours keeps no access log, and another server would."""

from __future__ import annotations

import http.client

from hotline.cli.checkup.finding import Finding, look, mend, ok

_PATIENCE = 2.0
_AWAY = "nothing answers on port {port} of this machine: run this where `hotline web` runs"
_OTHER = (
    "{server} serves the web: its access log keeps who called, and when. Start it with"
    " `hotline web`"
)


def served(port: int) -> list[Finding]:
    """Ours does not say what it is; every other one does."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/health")
        server = connection.getresponse().getheader("Server", "")
    except (OSError, http.client.HTTPException):
        return [look("logs", _AWAY.format(port=port))]
    finally:
        connection.close()
    if server:
        return [mend("logs", _OTHER.format(server=server.split("/")[0][:20]))]
    return [ok("logs", "our own server answers: it has no access log, whatever the host sets")]
