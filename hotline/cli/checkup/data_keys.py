"""The keys that all is sealed by: does what is set open them, and does an old secret still?"""

from __future__ import annotations

from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.store.data_keys import Closed

_LOST = (
    "{} data keys open with no secret that is set: nobody is known, and nothing can be kept. Set"
    " the secret that was there before as well (HOTLINE_SECRET=NEW,OLD), then `hotline rekey`"
)
_OLDER = "{} data keys are closed by an older secret: `hotline rekey`, before that one is taken out"
_TWO = "an old secret is still set: whoever has it opens old copies. `hotline rekey` says what next"


def data_keys(closed: Closed, secrets: int) -> list[Finding]:
    if closed.lost:
        return [mend("keys", _LOST.format(closed.lost))]
    if closed.older:
        return [look("keys", _OLDER.format(closed.older))]
    if secrets > 1:
        return [look("keys", _TWO)]
    return [ok("keys", "all open with the one secret there is")]
