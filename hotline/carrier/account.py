"""Our account at the carrier: how it stands, its numbers, and setting them.

Only the operator's commands ask this. Each raises CarrierError.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hotline.carrier.api import Api
from hotline.carrier.numbers import NAMES, Number
from hotline.domain.phone import Phone
from hotline.errors import CarrierUnsure

_MOST = 50  # messaging services, and numbers of one, that are looked at


@dataclass(frozen=True, slots=True)
class AccountState:
    """How the account stands: active, suspended or closed; and whether it is only a trial."""

    status: str
    trial: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left to spend, in a currency (ISO 4217)."""

    amount: float
    currency: str


class Account:
    """The account of the settings."""

    def __init__(self, account: str, token: str, api_url: str) -> None:
        self._api = Api(account, token, api_url)
        self._account = self._api.client.api.v2010.accounts(account)

    def state(self) -> AccountState:
        found = self._api.ask(self._account.fetch)
        return AccountState(str(found.status), str(found.type) == "Trial")

    def balance(self) -> Balance:
        found = self._api.ask(self._account.balance.fetch)
        try:
            return Balance(float(found.balance), str(found.currency))
        except (TypeError, ValueError):
            raise CarrierUnsure from None

    def number(self, phone: Phone) -> Number | None:
        """One of our numbers; None when it is not this account's."""
        numbers = self._account.incoming_phone_numbers
        found = self._api.ask(numbers.list, phone_number=phone.e164, limit=1, page_size=1)
        return next((_number(one) for one in found if one.phone_number == phone.e164), None)

    def set(self, number: Number, settings: Mapping[str, str]) -> None:
        """Set a number. What is empty is cleared."""
        self._api.ask(self._account.incoming_phone_numbers(number.sid).update, **settings)

    def services_over(self, number: Number) -> list[str]:
        """Messaging services that take a number's texts in place of its own address, by name."""
        services = self._api.client.messaging.v1.services
        return [
            str(service.friendly_name or service.sid)
            for service in self._api.ask(services.list, limit=_MOST)
            if not service.use_inbound_webhook_on_number and self._holds(service, number)
        ]

    def _holds(self, service: Any, number: Number) -> bool:
        held = self._api.ask(service.phone_numbers.list, limit=_MOST)
        return any(one.sid == number.sid for one in held)


def _number(found: Any) -> Number:
    if not found.sid:
        raise CarrierUnsure
    can = {name for name, able in (found.capabilities or {}).items() if able}
    settings = {name: str(getattr(found, name) or "") for name in NAMES}
    return Number(str(found.sid), Phone(found.phone_number), frozenset(can), settings)
