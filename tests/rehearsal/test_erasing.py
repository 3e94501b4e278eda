"""The carrier's copies: found by date, page by page, redacted, deleted when it allows."""

from __future__ import annotations

import pytest

from hotline.rehearsal.message import FINAL

from .conftest import ANA, BO, START, Carrier, twiml

DAY = "2027-01-15"  # the day of START


def test_a_text_on_its_way_cannot_be_deleted_and_a_delivered_one_can(carrier: Carrier) -> None:
    sid = carrier.send().json["sid"]
    answer = carrier.delete(sid)
    assert (answer.status_code, answer.json["code"]) == (409, 20009)
    carrier.later(0.6)
    assert carrier.record(sid)["status"] == "sent" and "sent" not in FINAL
    assert carrier.delete(sid).json["code"] == 20009
    carrier.later(5)
    assert carrier.delete(sid).status_code == 204
    assert carrier.delete(sid).json["code"] == 20404
    assert carrier.record(sid)["code"] == 20404


def test_finality_can_be_put_off_and_redacting_works_meanwhile(carrier: Carrier) -> None:
    carrier.control("faults", final_after=60)
    sid = carrier.send("a secret").json["sid"]
    carrier.later(10)
    assert carrier.delete(sid).json["code"] == 20009
    redacted = carrier.rest("POST", f"/Messages/{sid}.json", data={"Body": ""})
    assert redacted.status_code == 200 and redacted.json["body"] == ""
    carrier.later(60)
    assert carrier.delete(sid).status_code == 204


def test_a_text_that_has_not_left_cannot_be_redacted(carrier: Carrier) -> None:
    sid = carrier.send().json["sid"]
    answer = carrier.rest("POST", f"/Messages/{sid}.json", data={"Body": ""})
    assert answer.json["code"] == 20009


@pytest.mark.parametrize("form", [{"Body": "other words"}, {"Status": "canceled"}, {}])
def test_any_other_change_of_a_record_is_refused(carrier: Carrier, form: dict[str, str]) -> None:
    sid = carrier.text("hello")["sid"]
    answer = carrier.rest("POST", f"/Messages/{sid}.json", data=form)
    assert answer.status_code == 400 and carrier.state()["errors"]


def test_incoming_texts_and_replies_are_found_and_deleted_by_a_sweep(carrier: Carrier) -> None:
    carrier.line.answers["/webhooks/text"] = twiml("<Message>hi</Message>")
    carrier.text("one")
    carrier.send(to=BO)
    carrier.later(5)
    listed = carrier.rest("GET", "/Messages.json", query_string={"DateSent<": DAY}).json
    assert {m["direction"] for m in listed["messages"]} == {
        "inbound",
        "outbound-reply",
        "outbound-api",
    }
    assert all(carrier.delete(m["sid"]).status_code == 204 for m in listed["messages"])
    assert carrier.state()["messages"] == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"DateSent": DAY}, 1),
        ({"DateSent": "2027-01-14"}, 0),
        ({"DateSent<": "2027-01-14"}, 0),
        ({"DateSent>": DAY}, 1),
        ({"DateSent>": "2027-01-16"}, 0),
        ({"DateSent<": "2027-01-15T07:59:59Z"}, 0),
        ({"DateSent<": "2027-01-15T08:00:00Z"}, 1),
        ({"DateSent>": "2027-01-15T08:00:01Z"}, 0),
        ({"To": BO}, 0),
        ({"From": ANA}, 1),
    ],
)
def test_a_listing_filters_by_date_and_number(
    carrier: Carrier, asked: dict[str, str], found: int
) -> None:
    assert carrier.exchange.clock.now() == START
    carrier.text("hello")
    listed = carrier.rest("GET", "/Messages.json", query_string=asked).json
    assert len(listed["messages"]) == found


def test_pages_show_every_record_once_newest_first(carrier: Carrier) -> None:
    made = [carrier.text(f"text {n}")["sid"] for n in range(7)]
    seen: list[str] = []
    uri: str | None = "/Messages.json?PageSize=3"
    while uri:
        page = carrier.rest("GET", uri.split("0" * 32)[-1]).json
        seen += [message["sid"] for message in page["messages"]]
        uri = page["next_page_uri"]
    assert seen == made[::-1]


def test_pages_are_followed_to_the_end_even_while_records_are_deleted(carrier: Carrier) -> None:
    made = [carrier.text(f"text {n}")["sid"] for n in range(7)]
    seen: list[str] = []
    uri: str | None = "/Messages.json?PageSize=3"
    while uri:
        page = carrier.rest("GET", uri.split("0" * 32)[-1]).json
        for message in page["messages"]:
            seen.append(message["sid"])
            carrier.delete(message["sid"])
        uri = page["next_page_uri"]
    assert seen == made[::-1]


@pytest.mark.parametrize("asked", [{"Status": "sent"}, {"DateSent": "today"}, {"Page": "1"}])
def test_an_unknown_filter_is_refused_and_remembered(
    carrier: Carrier, asked: dict[str, str]
) -> None:
    answer = carrier.rest("GET", "/Messages.json", query_string=asked)
    assert answer.status_code == 400 and carrier.state()["errors"]


def test_a_phone_still_shows_what_the_carrier_has_forgotten(carrier: Carrier) -> None:
    sid = carrier.text("hello")["sid"]
    carrier.delete(sid)
    shown = carrier.web.get("/phones/state", headers={"X-Rehearsal": "1"}).json
    assert [b["text"] for b in shown["phones"][0]["bubbles"]] == ["hello"]


def test_a_few_records_are_final_late_each_time_the_same(carrier: Carrier) -> None:
    carrier.control("faults", final_slow=0.5, final_slow_after=900)
    made = [carrier.text(f"text {n}")["sid"] for n in range(20)]
    slow = [sid for sid in made if carrier.delete(sid).status_code == 409]
    assert 2 < len(slow) < 18

    carrier.later(899)
    assert {carrier.delete(sid).status_code for sid in slow} == {409}
    carrier.later(2)
    assert {carrier.delete(sid).status_code for sid in slow} == {204}
