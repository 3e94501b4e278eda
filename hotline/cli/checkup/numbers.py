"""Our numbers at the carrier: there, able, and set so that they come to us and to nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hotline.carrier.numbers import ADDRESSES, Number, changes, wanted
from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.cli.provision_page import LABELS, shown
from hotline.domain.phone import Phone
from hotline.errors import CarrierError

if TYPE_CHECKING:
    from hotline.carrier.account import Account

_PROVISION = "Run `hotline provision`"
_GET = (
    "asks us, or its fallback, by GET: numbers and words stand in addresses, and so in logs. Run"
    " `hotline provision`, with --fallback and --fallback-text where it is those"
)


def numbers(tool: Account, phones: Sequence[Phone], public_url: str) -> list[Finding]:
    """What is to be mended or looked at for each number; one line for a number that is well."""
    return [finding for phone in phones for finding in _number(tool, phone, public_url)]


def _number(tool: Account, phone: Phone, public_url: str) -> list[Finding]:
    name = shown(phone)
    try:
        number = tool.number(phone)
    except CarrierError as error:
        return [mend("numbers", f"{name} could not be asked about ({error.code or 'no answer'})")]
    if number is None:
        return [mend("numbers", f"{name} is not a number of this account")]
    found = [
        *_asked_by_get(name, number),
        *_set(name, number, public_url),
        *_able(name, number),
        *_services(tool, name, number),
    ]
    if not any(finding.level == "mend" for finding in found):
        found.insert(0, ok("numbers", f"{name} comes to us"))
    return found


def _asked_by_get(name: str, number: Number) -> list[Finding]:
    """Also a fallback, wherever it leads: its logs are somebody's."""
    methods = {
        number.settings.get(how) for url, how in ADDRESSES.items() if number.settings.get(url)
    }
    return [mend("numbers", f"{name} {_GET}")] if "GET" in methods else []


def _set(name: str, number: Number, public_url: str) -> list[Finding]:
    wrong = [LABELS[change.name] for change in changes(number, wanted(public_url))]
    found = [mend("numbers", f"{name} is not set for: {', '.join(wrong)}. {_PROVISION}")]
    return (found if wrong else []) + [
        look("numbers", f"{name} has no fallback for a {kind}: see `hotline fallback {kind}`")
        for kind, setting in (("call", "voice_fallback_url"), ("text", "sms_fallback_url"))
        if not number.settings.get(setting)
    ]


def _able(name: str, number: Number) -> list[Finding]:
    if "voice" not in number.can:
        return [mend("numbers", f"{name} cannot do calls: rent another")]
    if "sms" not in number.can:
        return [look("numbers", f"{name} cannot do texts: it is a line for calls only")]
    return []


def _services(tool: Account, name: str, number: Number) -> list[Finding]:
    try:
        services = tool.services_over(number)
    except CarrierError:
        return [look("numbers", f"{name}: is it in a messaging service? That cannot be read")]
    return [
        mend("numbers", f'{name}: the messaging service "{service}" takes its texts instead')
        for service in services
    ]
