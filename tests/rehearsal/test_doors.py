"""Who gets in, what the page may do, and that nothing of a person stands in an address."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import hotline.rehearsal
from hotline.rehearsal.config import Config, NotConfiguredError, read

from .conftest import ANA, LINE, OURS, Carrier, twiml

PACKAGE = Path(hotline.rehearsal.__file__).parent
OUTSIDE = {"flask", "waitress"}
FILES = [
    f"/static/{name}" for name in ("phones.css", "calls.css", "phones.js", "calls.js", "parts.js")
]


@pytest.mark.parametrize("path", ["/control/state", "/phones/state"])
def test_a_page_from_elsewhere_cannot_look(carrier: Carrier, path: str) -> None:
    assert carrier.web.get(path).status_code == 403
    away = {"REMOTE_ADDR": "192.0.2.7"}
    assert carrier.web.get(path, headers=OURS, environ_base=away).status_code == 403
    rebound = {**OURS, "Host": "elsewhere.example"}
    assert carrier.web.get(path, headers=rebound).status_code == 403


def test_the_page_and_its_files_are_ours_alone_and_kept_nowhere(carrier: Carrier) -> None:
    for path in ("/", *FILES, "/static/parts.js"):
        answer = carrier.web.get(path)
        assert answer.status_code == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        answer.close()
    assert carrier.web.get("/static/phones.html").status_code == 404


def test_the_page_says_plainly_that_it_is_a_rehearsal_and_has_nothing_inline(
    carrier: Carrier,
) -> None:
    page = carrier.web.get("/").text
    assert "This is a rehearsal: nothing here reaches a real phone." in page
    assert "<title>Phones</title>" in page
    assert "style=" not in page and " onclick" not in page and "://" not in page


def test_a_phone_texts_by_its_place_and_shows_what_came_back(carrier: Carrier) -> None:
    carrier.line.answers["/webhooks/text"] = twiml("<Message>¿qué tal?</Message><Say>x</Say>")
    sent = carrier.web.post("/phones/0/text", json={"body": "hello", "line": 0}, headers=OURS)
    assert sent.status_code == 200
    carrier.later(5)
    told = carrier.web.get("/phones/state", headers=OURS).json
    bubbles = told["phones"][0]["bubbles"]
    assert sorted(b["side"] for b in bubbles) == ["contact", "line", "trouble"]
    reply = next(b for b in bubbles if b["side"] == "line")
    assert (reply["encoding"], reply["parts"]) == ("GSM-7", 1)
    same = carrier.web.get(f"/phones/state?since={told['version']}", headers=OURS).json
    assert same == {"version": told["version"], "same": True}


def test_another_phone_gets_a_number_set_aside_for_pretending(carrier: Carrier) -> None:
    assert carrier.web.post("/phones", json={}, headers=OURS).status_code == 201
    assert carrier.web.post("/phones", json={"number": "12"}, headers=OURS).status_code == 400
    assert carrier.state()["phones"][2].startswith("+12025550")


def test_a_number_that_the_line_texts_gets_a_phone(carrier: Carrier) -> None:
    carrier.send(to="+12025550177")
    assert "+12025550177" in carrier.state()["phones"]


def test_every_button_of_trouble_is_understood(carrier: Carrier) -> None:
    for offer in carrier.web.get("/phones/state", headers=OURS).json["trouble"]:
        asked = {"name": offer["name"]}
        assert carrier.web.post("/phones/trouble", json=asked, headers=OURS).status_code == 200
    assert carrier.web.get("/phones/state", headers=OURS).json["arranged"] == []


def test_a_reset_forgets_everything_but_the_clock(carrier: Carrier) -> None:
    carrier.text("STOP")
    carrier.control("faults", down=True)
    carrier.control("reset")
    state = carrier.state()
    assert state["messages"] == [] and state["blocked"] == [] and not state["faults"]["down"]
    assert state["clock"]["mode"] == "virtual"


def test_only_what_a_phone_can_send_is_sent(carrier: Carrier) -> None:
    for wrong in (
        {"from": ANA, "to": ANA, "body": "x"},
        {"from": ANA, "to": LINE, "body": ""},
        {"from": ANA, "to": LINE, "body": "x" * 1601},
        {"from": ANA, "to": LINE, "body": "x", "media": "many"},
        {"from": ANA, "to": LINE, "body": "x", "now": True},
    ):
        assert carrier.web.post("/control/text", json=wrong, headers=OURS).status_code == 400


def test_the_store_is_bounded(carrier: Carrier) -> None:
    for nth in range(510):
        carrier.text(f"text {nth}")
    assert len(carrier.state()["messages"]) == 500


def test_a_setting_that_is_missing_or_wrong_is_named_without_its_value(config: Config) -> None:
    good = {
        "REHEARSAL_PORT": "8700",
        "TWILIO_ACCOUNT_SID": config.account,
        "TWILIO_AUTH_TOKEN": config.token,
        "HOTLINE_NUMBERS": f"{LINE}, +12025550101",
        "REHEARSAL_TEXT_URL": config.text_url,
        "REHEARSAL_TEXT_FALLBACK_URL": config.fallback_url,
        "REHEARSAL_CALL_URL": config.call_url,
        "REHEARSAL_CALL_FALLBACK_URL": config.call_fallback_url,
        "REHEARSAL_CALL_STATUS_URL": config.call_status_url,
    }
    assert read(good) == config
    assert config.token not in repr(config)
    for name in ("REHEARSAL_PORT", "HOTLINE_NUMBERS"):
        with pytest.raises(NotConfiguredError, match=name) as caught:
            read(good | {name: "nonsense"})
        assert "nonsense" not in str(caught.value)


def test_the_rehearsal_imports_nothing_of_ours_and_hardly_anything_of_others() -> None:
    import sys

    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                top = name.split(".")[0]
                ours = name == "hotline.rehearsal" or name.startswith("hotline.rehearsal.")
                assert ours or top in OUTSIDE or top in sys.stdlib_module_names, (file.name, name)
