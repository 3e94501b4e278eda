"""The carrier's own keywords work without the line, and before it."""

from __future__ import annotations

import pytest

from .conftest import ANA, BO, LINE, OTHER_LINE, Carrier, twiml

HOOK = "/webhooks/text"


@pytest.mark.parametrize(
    "word",
    ["STOP", "stopall", "Unsubscribe", "CANCEL", "end", " Quit ", "REVOKE", "OPTOUT"],
)
def test_a_lone_stop_word_blocks_the_pair_and_the_line_still_hears_of_it(
    carrier: Carrier, word: str
) -> None:
    carrier.line.answers[HOOK] = twiml("<Message>bye</Message>")
    told = carrier.text(word)
    assert told["carrier"][0].startswith("You have successfully been unsubscribed")
    assert told["failed"] == [{"body": "bye", "error": 21610}] and told["alerts"] == [21610]
    assert carrier.line.calls[0].params["Body"] == word
    assert carrier.send().json["code"] == 21610


def test_a_stop_word_among_others_blocks_nothing(carrier: Carrier) -> None:
    assert carrier.text("stop please")["carrier"] == []
    assert carrier.send().status_code == 201


def test_a_block_is_for_one_line_and_one_phone(carrier: Carrier) -> None:
    carrier.text("STOP")
    assert carrier.send(to=BO).status_code == 201
    assert carrier.send(From=OTHER_LINE).status_code == 201
    assert carrier.state()["blocked"] == [{"line": LINE, "contact": ANA}]


@pytest.mark.parametrize("word", ["START", "yes", "Unstop"])
def test_a_start_word_takes_the_block_away(carrier: Carrier, word: str) -> None:
    carrier.text("STOP")
    assert carrier.text(word)["carrier"]
    assert carrier.send().status_code == 201


def test_help_is_answered_by_the_carrier_and_then_by_the_line(carrier: Carrier) -> None:
    carrier.line.answers[HOOK] = twiml("<Message>ours</Message>")
    told = carrier.text("help")
    assert len(told["carrier"]) == 1 and told["replies"] == ["ours"]


def test_the_carriers_own_words_are_records_too(carrier: Carrier) -> None:
    carrier.text("STOP")
    listed = carrier.rest("GET", "/Messages.json").json["messages"]
    assert [m["direction"] for m in listed] == ["outbound-reply", "inbound"]
