"""Nothing kept: random numbers and words through everything there is, then a look everywhere.

The surroundings are as bad as they get: append-only file, slow log of every command, the host's
switches for access logs. A deliberately leaky build is run in the same way and must be caught.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.app import create_app
from tests.store.looking import assert_only_known_keys
from tests.twiml.twiml_check import check as check_twiml
from tests.web.pretend import pretend_edge
from tests.whole.calls import (
    blocked,
    bridged,
    handed_over,
    hidden,
    in_flight,
    killed_in_mid_ring,
    nobody_takes_it,
    people_on,
    store_away,
    worker_away,
)
from tests.whole.handset import Handset
from tests.whole.line import OURS, ROOT, WholeLine, wait_for, whole_line
from tests.whole.needles import needles
from tests.whole.surfaces import Report, files, look_everywhere

pytestmark = pytest.mark.whole

BAD_SURROUNDINGS = {
    "GUNICORN_CMD_ARGS": "--access-logfile -",
    "FORWARDED_ALLOW_IPS": "*",
    "PYTHONFAULTHANDLER": "1",
}
NOT_REACHED = 11205  # the carrier found nobody at all: web is killed in here
LEAKY = {
    "store key", "store value", "store dump", "store slow log", "append-only file", "output",
    "file", "response", "command line", "environment", "carrier address", "web address", "room",
}  # fmt: skip
# Every route there is, and what in this file goes through it. A new one must join.
ROUTES = {
    "POST /webhooks/text": "ordinary, ugly",
    "POST /webhooks/text/status/<token>": "reports",
    "POST /webhooks/call/whispered/<token>": "peers_phones",
    "POST /webhooks/peer/<call>": "peers_phones",
    "POST /webhooks/peer/key/<call>/<int:n>": "peers_phones",
    "POST /webhooks/peer/status/<call>": "peers_phones",
    "POST /webhooks/peer/sorry/<call>": "peers_phones",
    "POST /webhooks/call": "calls, talks",
    "POST /webhooks/call/turn/<token>": "calls, talks",
    "POST /webhooks/call/left/<token>": "calls, talks",
    "POST /webhooks/call/beat/<token>/<int:n>": "calls, talks",
    "POST /webhooks/call/dialled/<token>": "calls, talks",
    "POST /webhooks/call/whisper/<token>": "calls, talks",
    "POST /webhooks/call/status": "calls, talks",
    "POST /webhooks/leg/<attempt>": "calls, talks",
    "POST /webhooks/leg/key/<attempt>/<int:n>": "calls, talks",
    "POST /webhooks/leg/beat/<attempt>": "calls, talks",
    "POST /webhooks/leg/left/<attempt>": "calls, talks",
    "POST /webhooks/leg/chose/<attempt>/<int:n>": "calls, talks",
    "POST /webhooks/leg/block/<attempt>/<int:n>": "calls, talks",
    "POST /webhooks/leg/status/<attempt>": "calls, talks",
    "POST /webhooks/leg/sorry/<attempt>": "calls",
    "POST /webhooks/room/<ring>": "calls, talks",
    "GET /sounds/<name>.wav": "calls",
    "GET /health": "start",
    "GET /ready": "start",
}


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short, because a socket's path may not be long."""
    with tempfile.TemporaryDirectory(prefix="hl") as name:
        yield Path(name)


class Canary:
    """Random people with a random word each."""

    def __init__(self) -> None:
        digits = [f"{secrets.randbelow(9000) + 1000}" for _ in range(24)]
        self.numbers = [
            f"+1{area}555{four}" for area, four in zip(_areas() * 2, digits, strict=True)
        ]
        self.word = "zq" + secrets.token_hex(5)
        self.unused = iter(self.numbers)
        self.fallback = self.person()

    def person(self) -> str:
        return next(self.unused)

    def needles(self) -> dict[bytes, str]:
        return needles([self.word], self.numbers)


def _areas() -> list[str]:
    return ["202", "212", "213", "215", "305", "312", "404", "415", "503", "617", "713", "206"]


def ordinary(line: WholeLine, canary: Canary) -> None:
    """Texts as people send them, through every answer the line has."""
    ana, ben = canary.person(), canary.person()
    for body in (
        "hi",
        "1",
        canary.word,
        f"{canary.word} narcan",
        "forgot",
        "2",
        "menu",
        "back",
        "more",
        "0",
        "thanks",
    ):
        line.phone(ana, body)
    line.phone(ana, f"my friend {canary.word} is not breathing")
    line.phone(ana, "", media=1)
    for body in (
        "privacy",
        "español",
        "clear",
        f"help me {canary.word}",
        "FORGET",
        "STOP",
        "START",
        "stop texting me",
    ):
        line.phone(ben, body)


def ugly(line: WholeLine, canary: Canary) -> None:
    """Everything that should never arrive, each with a number and a word in it."""
    carl, word = canary.person(), canary.word
    form = line.text_form(carl, f"{word} \x0b\x00</Message>😀")
    line.signed("/webhooks/text", form)
    line.signed("/webhooks/text", form)  # replayed
    line.signed("/webhooks/text", {**line.text_form(carl, word), "From": f"88{word}"})
    line.signed("/webhooks/text", {**line.text_form(carl, word), "AccountSid": carl})
    line.signed(f"/webhooks/text?x={word}", {"Body": f"hiFrom{carl}"})  # folded
    line.signed("/webhooks/text", {**line.text_form(carl, word), "NumMedia": word})
    line.ask("POST", "/webhooks/text", f"From={carl}&Body={word}", {"X-Twilio-Signature": word})
    line.ask("GET", f"/webhooks/text?From={carl}&Body={word}")
    line.ask("GET", f"/{word}/{carl}")
    line.ask(
        "POST",
        "/webhooks/text",
        b"\xff" * 300_000,
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    for raw in (
        f"GET /{carl}?b={word} HTTP/9.9\r\n\r\n",
        f"POST /webhooks/text HTTP/1.1\r\nBad Header {carl} {word}: x\r\n\r\n",
        f"POST /webhooks/text HTTP/1.1\r\nContent-Length: {word}\r\n\r\n",
        f"{word} {carl}\r\n\r\n",
    ):
        line.raw(raw.encode())
    for _ in range(30):  # a flood
        line.text(carl, word)


def reports(line: WholeLine, canary: Canary) -> None:
    """Fates of texts, wanted and not; a filter that blocks the steps."""
    dan = canary.person()
    line.control(
        "POST", "faults", {"messages": {"error": 30007, "status": "undelivered", "times": 1}}
    )
    line.phone(dan, f"{canary.word} not breathing")
    line.signed(
        f"/webhooks/text/status/{secrets.token_urlsafe(16)}",
        {
            "MessageSid": "SM" + "0" * 32,
            "AccountSid": line.account,
            "MessageStatus": canary.word,
            "To": dan,
        },
    )
    line.signed("/webhooks/text/status/x", {"MessageSid": dan, "AccountSid": canary.word})


def calls(line: WholeLine, canary: Canary) -> None:
    """Somebody rings, with and without a number, and walks to a card and a text of it."""
    for at, caller in enumerate((canary.person(), "anonymous")):
        form = {
            "CallSid": f"CA{at:032x}",
            "AccountSid": line.account,
            "From": caller,
            "To": "+12025550100",
            "CallStatus": "ringing",
        }
        then = "/webhooks/call"
        for key in ("", "3", "1", "1", "1", canary.word, "0", "1", ""):
            answer = line.signed(then, {**form, "Digits": key}).body
            found = re.search(f'action="{line.public_url}([^"#]+)#', answer)
            assert found, answer
            then = found[1]
        line.signed("/webhooks/call/status", {**form, "CallStatus": "completed"})
        line.signed("/webhooks/call", {**form, "CallSid": canary.word})
        for kind in ("turn", "left", "dialled", "whisper"):
            line.signed(f"/webhooks/call/{kind}/{canary.word}", form)
        line.signed(f"/webhooks/call/beat/{secrets.token_urlsafe(16)}", form)
        legs(line, canary, {**form, "CallSid": f"CA{at + 9:032x}", "From": OURS, "To": caller})
    line.get("/sounds/wait-3s.wav")


def legs(line: WholeLine, canary: Canary, form: dict[str, str]) -> None:
    """Of legs that nobody asked for: a good form, and one with a word wherever one may stand."""
    attempt = f"{secrets.token_urlsafe(16)}-0"
    for path in (
        *(attempt, f"key/{attempt}/1", f"beat/{attempt}", f"left/{attempt}", canary.word),
        *(f"chose/{attempt}/1", f"status/{attempt}", f"sorry/{attempt}", f"key/{canary.word}/1"),
        f"block/{attempt}/1",
    ):
        line.signed(f"/webhooks/leg/{path}", {**form, "Digits": canary.word})
        line.signed(f"/webhooks/leg/{path}", {**form, "CallSid": canary.word})
    line.signed(f"/webhooks/room/{canary.word}", {**form, "FriendlyName": canary.word})


def talks(line: WholeLine, canary: Canary) -> list[Handset]:
    """People call, and peers take it, or nobody does; who is on stays on."""

    def caller() -> Handset:
        return Handset(line, canary.person())

    ana, bo = people_on(line, canary.person(), canary.person())
    first = caller()
    bridged(first, ana, bo)
    handed_over(caller(), ana, bo)
    blocked(caller(), ana, bo)
    nobody_takes_it(caller(), ana, bo)
    hidden(caller(), ana, bo)
    worker_away(line, caller(), ana, bo)
    store_away(line, caller(), Handset(line, canary.fallback))
    killed_in_mid_ring(line, caller(), ana, bo)
    return [first, ana, bo]


def people(line: WholeLine, canary: Canary) -> None:
    """Somebody becomes a peer, has a shift, and asks for nothing more; one never answers."""
    ira, jo = canary.person(), canary.person()
    assert line.command("peers", "add", "Ira", "-", typed=ira) == 0
    assert line.command("peers", "add", "Jo", "-", typed=f"{jo}\n{canary.word}") == 0
    assert line.command("peers", "add", "Kay", "-", typed=f"{canary.word} {jo}") == 2
    assert line.command("peers", "add", "Lou", "-", typed=jo) == 2
    assert line.command("peers", "pin", "Ira", "-", typed="471108") == 0
    for body in (f"ok {canary.word}", "ok", "STOP"):
        line.phone(ira, body)
    line.command("peers", "consent", "Ira")
    line.command("rota", "add", "Ira", "mon-sun 00:00-24:00")
    for words in (("peers", "list"), ("rota", "show"), ("rota", "export")):
        assert line.command(*words) == 0
    blocked_by_hand = canary.person()
    assert line.command("block", "add", "-", typed=blocked_by_hand) == 0
    line.command("block", "undo", "-", typed=f"no number {canary.word}")
    for words in (("block", "list"), ("counts",), ("counts", "--quarter")):
        assert line.command(*words) == 0
    assert line.command("rota", "gaps") == 0, "their OK was understood, and STOP leaves calls"
    calendar = line.folder / "tmp" / "rota.ics"
    line.command("rota", "export", str(calendar))
    assert line.command("rota", "import", str(calendar)) == 0
    assert line.command("peers", "remove", "Jo") == 0


def peers_phones(line: WholeLine, canary: Canary) -> None:
    """Somebody without texts agrees in a call, is rung a test, and a jail's trunk is listed."""
    kim = canary.person()
    line.control("POST", "phone", {"number": kim, "kind": "answers", "after": 1, "keys": "1"})
    assert line.command("peers", "add", "Kim", "-", "--by-call", typed=kim) == 0
    wait_for(lambda: line.command("peers", "test", "Kim") == 0, 60, "Kim agreed, and it rang")
    form = {"AccountSid": line.account, "CallSid": "CA" + "0" * 32, "From": kim, "To": kim}
    for path in ("", "key/", "status/", "sorry/"):
        n = "/1" if path == "key/" else ""
        line.signed(f"/webhooks/peer/{path}{canary.word}{n}", {**form, "Digits": canary.word})
    line.signed(f"/webhooks/peer/{canary.word}", {**form, "CallSid": canary.word})
    whisper = {**form, "ParentCallSid": "CA" + "1" * 32, "From": "+12025550100", "Digits": "2"}
    line.signed(f"/webhooks/call/whispered/{canary.word}", whisper)
    assert line.command("shared", "add", "-", "--line", "1", typed=kim) == 0
    assert line.command("shared", "list") == 0


def refusals(line: WholeLine, canary: Canary) -> None:
    """The carrier refuses what follows, and echoes the number; then it fails for a while."""
    eva, flo = canary.person(), canary.person()
    fails = [{"on": "create", "answer": 21211}, {"on": "create", "answer": 500, "times": 2}]
    line.control("POST", "faults", {"rest": fails})
    line.phone(eva, f"not breathing {canary.word}")
    wait_for(lambda: sent(line) >= 2, what="two were refused or failed")
    line.phone(flo, f"not breathing {canary.word}")
    wait_for(lambda: sent(line) >= 5, what="what failed went again")


def crashes(line: WholeLine, canary: Canary) -> None:
    """Worker and fork killed in the middle of a job; the store stopped, killed, and back."""
    gil, hal = canary.person(), canary.person()
    before = sent(line)
    line.control("POST", "faults", {"rest": {"on": "create", "answer": "hang", "seconds": 20}})
    line.phone(gil, f"overdose {canary.word}")
    wait_for(lambda: sent(line) > before, what="a worker waits for the carrier")
    line.kill("worker")
    line.start("worker", "-m", "hotline", "worker")
    store = line.running["store"]
    os.killpg(store.pid, signal.SIGSTOP)
    try:
        line.text(hal, f"narcan {canary.word}")
        line.text(hal, f"forget {canary.word}")
    finally:
        os.killpg(store.pid, signal.SIGCONT)
    line.kill("store")
    line.text(hal, f"not breathing {canary.word}")
    line.start_store()
    line.kill("web", signal.SIGTERM)
    line.start("web", *line.web)
    wait_for(lambda: line.get("/ready").status == 200, what="all is back")
    again = sent(line)
    wait_for(lambda: sent(line) > again, 50, "the lease is over, and the job is done again")


def kept(line: WholeLine, caller: Handset) -> list[object]:
    """The carrier's own records of somebody's calls."""
    _, state = line.control("GET", "state")
    return [leg for leg in state["calls"] if leg["phone"] == caller.number]


def sent(line: WholeLine) -> int:
    """How many texts the carrier was asked to send."""
    _, state = line.control("GET", "state")
    return sum("POST" in asked and "Messages.json" in asked for asked in state["requests"])


def quick_flows(folder: Path) -> str:
    """The flows as they ship, but what follows comes in a second."""
    copy = folder / "flows"
    shutil.copytree(ROOT / "flows", copy)
    main = copy / "main.yaml"
    text = main.read_text().replace("after: 20 seconds", "after: 1 second")
    main.write_text(text.replace("after: 45 seconds", "after: 2 seconds"))
    return str(copy)


def drive(line: WholeLine, canary: Canary) -> Report:
    """All of it; the report is of the worst moment, when everything is in flight."""
    ordinary(line, canary)
    ugly(line, canary)
    reports(line, canary)
    calls(line, canary)
    first, ana, bo = talks(line, canary)
    people(line, canary)
    peers_phones(line, canary)
    refusals(line, canary)
    crashes(line, canary)
    in_flight(Handset(line, canary.person()), Handset(line, canary.person()), ana, bo)
    wait_for(lambda: not kept(line, first), 90, "the carrier's record of the first call is erased")
    return look_everywhere(line, canary.needles())


@pytest.mark.timeout(400)
def test_nothing_is_kept(folder: Path, tmp_path: Path) -> None:
    canary = Canary()
    surroundings = {**BAD_SURROUNDINGS, "HOTLINE_FLOWS": quick_flows(folder)}
    secret = tmp_path / "fallback"  # where a host keeps its secrets; nothing of ours lies there
    secret.write_text(canary.fallback)
    surroundings["HOTLINE_FALLBACK_NUMBERS_FILE"] = str(secret)
    with whole_line(folder, **surroundings) as line:
        running = drive(line, canary)
        assert_only_known_keys(line.redis())
        _, state = line.control("GET", "state")
        line.stop_all()
        stopped = Report()
        for surface, blob in files(folder):
            stopped.look(surface, blob, canary.needles())
    print("looked at (bytes):", running.looked)

    assert running.found == {}
    assert stopped.found == {}
    assert min(running.looked.values()) > 0
    broken = {alert["code"] for alert in state["alerts"]} - {NOT_REACHED}
    assert broken == set(), "the carrier keeps a copy of what it could not understand"
    assert {a.status for a in line.answers} <= {0, 200, 400, 403, 404, 413, 503}
    for answer in line.answers:
        if answer.body.startswith("<?xml"):
            kind = "messaging" if "<Message" in answer.body else "voice"
            assert check_twiml(answer.body, kind) == ([], [])


def test_a_leaky_build_is_caught_on_every_surface(folder: Path) -> None:
    """The same texts and calls through a build that leaks as such systems usually do."""
    canary = Canary()
    with whole_line(folder, web=("-m", "tests.whole.leaky"), **BAD_SURROUNDINGS) as line:
        ordinary(line, canary)
        line.text(canary.person(), f"hello {canary.word}")
        ana, bo = people_on(line, canary.person(), canary.person())
        in_flight(Handset(line, canary.person()), Handset(line, canary.person()), ana, bo)
        report = look_everywhere(line, canary.needles())

    assert set(report.found) >= LEAKY, sorted(LEAKY - set(report.found))


def test_every_route_has_its_path_in_here() -> None:

    app = create_app(pretend_edge())
    routes = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == set(ROUTES)
