"""The carrier is asked to ring somebody. Errors become a word, and a sign for `/ready`.

A call that the carrier may or may not have taken counts as asked for, and is not asked for again:
should it ring, its name is good; should it not, time tells.
"""

from __future__ import annotations

from typing import Literal

from hotline.desk.doors import number_for_peers
from hotline.desk.ready import CARRIER_FAILS, CARRIER_WORKS
from hotline.desk.tools import Desk
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure

RINGS_FOR = 18  # seconds, so that most voicemails do not get it
PUT_OFF = 2.0  # seconds until a call that cannot be placed just now is tried again
AT_ONE_REQUEST = 15  # seconds for which one worker is at it: the carrier is waited for 14
LASTS = 45.0  # seconds a call that nobody takes may be there

Became = Literal["rung", "put off", "refused", "unsure"]


def dial(
    desk: Desk, kind: str, token: str, line: Phone, person: Person | None, lasts: int
) -> tuple[Became, str]:
    """Ring one of us. What became of it, and the carrier's id of the call where there is one."""
    to, line = person.numbers[0] if person else None, number_for_peers(desk, line)
    return ring_phone(desk, kind, token, line, to, lasts)


def ring_phone(
    desk: Desk, kind: str, token: str, line: Phone, to: Phone | None, lasts: int
) -> tuple[Became, str]:
    """The same, of any phone. No phone that we serve is as one that the carrier refuses to ring."""
    if to is None or not desk.served(to):
        return "refused", ""
    addresses = desk.addresses(kind, token)
    try:
        sid = desk.carrier().place_call(
            line=line,
            to=to,
            url=addresses.url,
            fallback=addresses.fallback,
            status_url=addresses.status,
            timeout=RINGS_FOR,
            time_limit=lasts,
        )
    except CarrierBusy:
        return "put off", ""
    except CarrierRefused:
        return "refused", ""
    except CarrierUnsure:
        desk.beats.beat(CARRIER_FAILS, desk.now())
        return "unsure", ""
    desk.beats.beat(CARRIER_WORKS, desk.now())
    return "rung", sid
