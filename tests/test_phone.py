"""A number does not show itself, and belongs to a country."""

import pytest

from hotline.domain.phone import Phone, phone_from_carrier, phone_from_person, region_of


def test_a_number_never_shows_itself() -> None:
    phone = Phone("+12025550147")

    assert "5550147" not in f"{phone} {phone!r} {[phone]} {phone:}"


@pytest.mark.parametrize(
    "text", ["", "Anonymous", "+266696687", "88022", "+1202555014x", "+١٢٠٢٥٥٥٠١٤٧"]
)
def test_what_can_never_be_written_back_to_is_no_number(text: str) -> None:
    assert phone_from_carrier(text) is None


def test_people_write_numbers_their_own_way() -> None:
    assert phone_from_person("(202) 555-0147", "US") == Phone("+12025550147")
    assert phone_from_person("soon", "US") is None


@pytest.mark.parametrize(
    ("number", "region"),
    [
        ("+12024561111", "US"), ("+12025550147", "US"), ("+17876221234", "US"),
        ("+16045550147", "CA"),
        ("+18764561234", "JM"), ("+525512345678", "MX"), ("+9991234567", "ZZ"),
    ],
)  # fmt: skip
def test_a_number_belongs_to_its_country_and_a_territory_to_its_own(
    number: str, region: str
) -> None:
    assert region_of(Phone(number)) == region
