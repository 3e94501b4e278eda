"""What cannot be seen from here: somebody has to look, at the carrier and around the machine."""

from __future__ import annotations

from collections.abc import Sequence

from hotline.cli.checkup.finding import Finding, look

_LOOKS = (
    ("texts", "whether the carrier lets your texts out (registration): until then calls only"),
    (
        "calls",
        "how many calls at once: without an approved business profile 2 or 3 in all (error 10004),"
        " so one caller and two peers fill it",
    ),
    ("calls", "geographic permissions for voice: only {countries}, nothing else"),
    ("texts", "geographic permissions for messaging: only {countries}, nothing else"),
    ("logs", "the carrier's logs of texts and calls: the shortest retention, redaction if you can"),
    ("logs", "the carrier's debugger: no e-mails and no webhook, they quote numbers and words"),
    ("proxy", "it bounds connections: 200 idle ones fill a web process, and then nobody gets in"),
    ("watch", "something outside asks /ready every minute, and rings you when it is not 200"),
)


def unseen(countries: Sequence[str]) -> list[Finding]:
    named = " and ".join(countries)
    return [look(part, what.format(countries=named)) for part, what in _LOOKS]
