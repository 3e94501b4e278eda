"""The carrier's copy of a text or a call goes as soon as the carrier lets us."""

from __future__ import annotations

from dataclasses import replace

from hotline.desk.legs import surely_over
from hotline.desk.ready import CARRIER_FAILS, CARRIER_WORKS
from hotline.desk.tools import Carrier, Desk
from hotline.domain.errands import Due, EraseCall, EraseText, copied
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure

# Seconds until it is tried again, by how often it was: most are final within minutes, a few within
# two weeks.
_AGAIN = (300, 600, 1800, 3600, 6 * 3600, 86400)


def erase(desk: Desk, id: str, errand: EraseText | EraseCall) -> str:
    """Delete it, or put that off; in one word what became of it."""
    try:
        delete(desk.carrier(), errand)
    except CarrierRefused:
        desk.errands.done(id)
        return "refused"
    except (CarrierBusy, CarrierUnsure) as failure:
        if isinstance(failure, CarrierUnsure):
            desk.beats.beat(CARRIER_FAILS, desk.now())
        wait = _AGAIN[min(errand.tries, len(_AGAIN) - 1)]
        desk.errands.put_off(Due(desk.now() + wait, id), replace(errand, tries=errand.tries + 1))
        return "put off"
    desk.errands.done(id)
    desk.beats.beat(CARRIER_WORKS, desk.now())
    if isinstance(errand, EraseCall):
        surely_over(desk, copied(id))
    return "erased"


def delete(carrier: Carrier, errand: EraseText | EraseCall) -> None:
    """Raises CarrierError; NotFinal where it must wait."""
    if isinstance(errand, EraseText):
        carrier.erase_text(errand.id)
    else:
        carrier.erase_call(errand.sid)
