"""The pure core: told what happened and when, it answers with a new world and effects."""

from __future__ import annotations

import pytest

from hotline.rehearsal.config import Config
from hotline.rehearsal.happenings import Hook, TextTyped, TimePassed
from hotline.rehearsal.lines import fresh
from hotline.rehearsal.segments import count
from hotline.rehearsal.signing import signature
from hotline.rehearsal.step import next_due, step

from .conftest import ANA, LINE, START


def test_the_same_events_at_the_same_times_make_the_same_world(config: Config) -> None:
    event = TextTyped(ANA, LINE, "STOP", 0, "a seed")
    once, twice = (step(fresh(config), event, START) for _ in range(2))
    assert once == twice
    assert fresh(config).messages == ()


def test_a_text_has_one_effect_and_the_carriers_word_is_due_later(config: Config) -> None:
    world, effects = step(fresh(config), TextTyped(ANA, LINE, "HELP", 0, "a seed"), START)
    (hook,) = effects
    assert isinstance(hook, Hook) and hook.contact == ANA
    at = next_due(world)
    assert at is not None and at > START
    assert step(world, TimePassed(), START) == (world, ())
    later, _ = step(world, TimePassed(), at)
    assert later.messages[-1].status == "sending"


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts"),
    [
        ("", "GSM-7", 0, 0),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("€" * 81, "GSM-7", 162, 2),
        ("á" * 70, "UCS-2", 70, 1),
        ("á" * 71, "UCS-2", 71, 2),
        ("😀" * 67, "UCS-2", 134, 3),
    ],
)
def test_parts_are_counted_as_billed(text: str, encoding: str, units: int, parts: int) -> None:
    counted = count(text)
    assert (counted.encoding, counted.units, counted.parts) == (encoding, units, parts)


def test_a_published_signature_comes_out_the_same() -> None:
    params = {
        "CallSid": "CA1234567890ABCDE",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
        "Caller": "+14158675309",
    }
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert signature("12345", url, tuple(params.items())) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
