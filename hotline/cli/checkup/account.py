"""The account at the carrier: whether it may ring people, and for how long the money lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.errors import CarrierError

if TYPE_CHECKING:
    from hotline.carrier.account import Account

LOW = 20.0  # of the account's currency: an evening or two of calls
_UNKNOWN = "the carrier does not let us in: check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"
_TRIAL = "is a trial: it reaches only numbers you confirmed, and speaks first. Upgrade it"
_EMPTY = "no money is left: nobody can be rung. Put some in, and switch on auto-recharge"
_LOW = "only {amount:.2f} {currency} left: at nothing, nobody is rung. Switch on auto-recharge"
_HIDDEN = "what money is left cannot be read (a sub-account spends its parent's): look there"


def account(tool: Account) -> list[Finding]:
    try:
        found = tool.state()
    except CarrierError as error:
        return [mend("account", f"{_UNKNOWN} (it says {error.code or 'nothing'})")]
    if found.status != "active":
        return [mend("account", f"is {found.status}: nobody can be rung. See its console")]
    kind = mend("account", _TRIAL) if found.trial else ok("account", "is active")
    return [kind, _money(tool)]


def _money(tool: Account) -> Finding:
    try:
        left = tool.balance()
    except CarrierError:
        return look("account", _HIDDEN)
    if left.amount <= 0:
        return mend("account", _EMPTY)
    if left.amount < LOW:
        return look("account", _LOW.format(amount=left.amount, currency=left.currency))
    return ok("account", f"{left.amount:.2f} {left.currency} left")
