"""A telephone number that does not show itself, and how one is read from what people write."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

import phonenumbers

# What carriers write where a caller hides the number, as words or typed on a keypad.
_WITHHELD = {
    "",
    "anonymous",
    "unknown",
    "restricted",
    "unavailable",
    "blocked",
    "private",
    "+266696687",
    "+7378742833",
    "+2562533",
    "+8656696",
    "+86282452253",
}
_E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z")
_TOLL_FREE = re.compile(r"\+18(00|33|44|55|66|77|88)[0-9]{7}\Z")


# Territories, rung as the country itself: Puerto Rico, Virgin Islands, Guam, Samoa, Marianas.
_TERRITORIES = {"PR": "US", "VI": "US", "GU": "US", "AS": "US", "MP": "US"}


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in E.164. Its repr never shows it; only code that dials or seals asks for `e164`."""

    e164: str = field(repr=False)

    def __str__(self) -> str:
        return "Phone(…)"


def phone_from_carrier(text: str) -> Phone | None:
    """Read a sender or recipient as the carrier writes it.

    None means: there is no number we could ever write back to (withheld, a short code, a name).
    """
    number = text.strip()
    if number.lower() in _WITHHELD or not _E164.match(number):
        return None
    return Phone(number)


def phone_from_person(text: str, region: str) -> Phone | None:
    """Read a number as a person writes it; `region` (ISO 3166) is used where there is no `+`."""
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return Phone(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def region_of(phone: Phone) -> str:
    """The country a number belongs to (ISO 3166), also a territory's; `ZZ` when nobody knows.

    Numbers of fiction (555-01xx) belong to no country; they count as the main one of their code.
    """
    parsed = _parsed(phone.e164)
    region = phonenumbers.region_code_for_number(parsed)
    region = _TERRITORIES.get(region, region) if region else None
    return region or phonenumbers.region_code_for_country_code(parsed.country_code or 0)


def costs_more(phone: Phone) -> bool:
    """Whether somebody earns when this number is rung or written to: premium rate, shared cost."""
    kind = phonenumbers.number_type(_parsed(phone.e164))
    return kind in {
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
    }


def is_served(phone: Phone, countries: Collection[str]) -> bool:
    """Whether we write to it or ring it: others are how a bill becomes enormous."""
    return region_of(phone) in countries and not costs_more(phone)


def is_emergency(phone: Phone) -> bool:
    """Whether whoever dials this may reach an emergency service: they answer to their own digits,
    whatever is dialled behind them."""
    parsed = phonenumbers.parse(phone.e164)
    national = phonenumbers.national_significant_number(parsed)
    return bool(phonenumbers.connects_to_emergency_number(national, region_of(phone)))


def _parsed(e164: str) -> phonenumbers.PhoneNumber:
    """Numbers of North America, nearly all of ours, need no parsing: their country code is 1."""
    if e164.startswith("+1"):
        return phonenumbers.PhoneNumber(country_code=1, national_number=int(e164[2:]))
    try:
        return phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return phonenumbers.PhoneNumber(country_code=0)


def is_toll_free(phone: Phone) -> bool:
    """Whether it is a North American toll-free number (joined texts hold one letter less there)."""
    return bool(_TOLL_FREE.match(phone.e164))
