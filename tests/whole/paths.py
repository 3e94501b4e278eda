"""Every way through a line that there is, with a random number and word in each; ugly ones most."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from tests.whole import checks
from tests.whole.calls import (
    blocked,
    bridged,
    calls_in,
    handed_over,
    hidden,
    in_flight,
    killed_in_mid_ring,
    nobody_takes_it,
    people_on,
    stays,
    store_away,
    worker_away,
)
from tests.whole.handset import Handset
from tests.whole.line import OURS, ROOT, WholeLine, wait_for
from tests.whole.needles import Needles, needles
from tests.whole.threads import threads


class Canary:
    """Random people with a random word each."""

    def __init__(self) -> None:
        digits = [f"{secrets.randbelow(9000) + 1000}" for _ in range(48)]
        self.numbers = [
            f"+1{area}555{four}" for area, four in zip(_areas() * 4, digits, strict=True)
        ]
        self.word = "zq" + secrets.token_hex(5)
        self.unused = iter(self.numbers)
        self.fallback = self.person()

    def person(self) -> str:
        return next(self.unused)

    def strangers(self) -> list[str]:
        """What only a fork may ever see in clear: all but the number that is in the settings."""
        return [self.word, *(number for number in self.numbers if number != self.fallback)]

    @cached_property
    def needles(self) -> Needles:
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
        line.signed(f"/webhooks/call/beat/{secrets.token_urlsafe(16)}/1", form)
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
    for room in (canary.word, secrets.token_urlsafe(16)):
        line.signed(f"/webhooks/room/{room}", {**form, "FriendlyName": canary.word})


def backs(line: WholeLine, canary: Canary) -> None:
    """Calls back that nobody asked for; one that is asked for, and called off; and a text back,
    which stands to the end."""
    contact, other = canary.person(), canary.person()
    form = {"AccountSid": line.account, "From": OURS, "To": contact, "Direction": "outbound-api"}
    for path in ("", "key/", "status/", "sorry/"):
        n = "/1" if path == "key/" else ""
        for ring in (canary.word, secrets.token_urlsafe(16)):
            for sid in (canary.word, "CA" + "2" * 32):
                asked = {**form, "CallSid": sid, "Digits": canary.word, "CallStatus": "completed"}
                line.signed(f"/webhooks/back/{path}{ring}{n}", asked)
                line.signed(f"/webhooks/back/{path}{ring}{n}", {**asked, "To": canary.word})
    asked = Handset(line, contact).dials().presses("5").hears("Is that safe here?")
    asked.presses("1").hears("then your number is forgotten").is_gone()
    asked.dials().presses("9").hears("your number is forgotten").hangs_up()
    written = Handset(line, other).dials().presses("5").hears("Is that safe here?")
    written.presses("2").hears("you asked us to write").is_gone()
    for body in ("7", f"1 {canary.word}"):
        line.phone(other, body)


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
    stays(caller(), ana, bo)
    calls_in(line, caller(), ana, bo)
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
    line.command("rota", "add", "Ira", "mon-sun 00:00-24:00")
    asks = ("cover today", f"cover {canary.word}", "take sat", "swap sat fri", "keep", "ask thu")
    for body in (f"ok {canary.word}", "ok", *asks, "STOP"):
        line.phone(ira, body)
    line.command("peers", "consent", "Ira")
    line.phone(ira, "START")
    for body in (
        *("on", "break 20", "1", "on", "off", "2", "who", "next", "hush", "hush", "me", "me"),
        *("practice", "take", f"hey {canary.word}", "close", f"shut {canary.word}", "1", "break x"),
        *(f"shut {ira}", f"@147 {canary.word}", f"take {canary.word}"),
    ):
        line.phone(ira, body)
    moved = canary.person()
    for words in (
        ("quiet", "Ira", "02:00-03:00"),
        ("cap", "Ira", "3"),
        ("shut", "Ira"),
        ("open", "Ira"),
    ):
        assert line.command("peers", *words) == 0
    assert line.command("peers", "number", "Jo", "-", typed=moved) == 0
    assert line.command("peers", "number", "Jo", "-", typed=f"{canary.word} {jo}") == 2
    line.phone(ira, "STOP")
    for words in (("peers", "list"), ("rota", "show"), ("rota", "export")):
        assert line.command(*words) == 0
    assert line.command("rota", "gaps") == 0, "their OK was understood, and STOP leaves calls"
    calendar = line.folder / "tmp" / "rota.ics"
    line.command("rota", "export", str(calendar))
    assert line.command("rota", "import", str(calendar)) == 0
    tomorrow = str(date.today() + timedelta(days=1))
    assert line.command("rota", "give", "Ira", tomorrow, "nobody") == 0
    assert line.command("rota", "holiday", tomorrow) == 0
    assert line.command("rota", "feed", "Ira") == 0
    assert line.get(f"/feeds/{canary.word:A<22.22}").status == 404
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
        for call in (canary.word, secrets.token_urlsafe(16)):
            line.signed(f"/webhooks/peer/{path}{call}{n}", {**form, "Digits": canary.word})
    line.signed(f"/webhooks/peer/{canary.word}", {**form, "CallSid": canary.word})
    for path in ("leg/parted", "leg/after", "call/pin"):  # a PIN that is none, and the right one
        for digits in (canary.word, "471108"):
            line.signed(f"/webhooks/{path}/{secrets.token_urlsafe(16)}", {**form, "Digits": digits})
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


def broken(line: WholeLine, canary: Canary) -> None:
    """Web and worker break in the middle, with errors whose words hold a number and a word."""
    ina = canary.person()
    breaking = {"BREAKS": "1"}
    for name in ("web", "worker"):
        line.kill(name, signal.SIGTERM)
        line.start(name, "-m", "tests.whole.leaky", name, **breaking)
    wait_for(lambda: line.get("/ready").status == 200, what="all is back")
    before = sent(line)
    line.phone(ina, f"breaks here {canary.word}")
    line.phone(ina, f"not breathing {canary.word}")
    wait_for(lambda: sent(line) > before, 60, "a job that broke is done again")
    for name in ("web", "worker"):
        line.kill(name, signal.SIGTERM)
    line.start("web", *line.web)
    line.start("worker", "-m", "hotline", "worker")
    wait_for(lambda: line.get("/ready").status == 200, what="all is back")


def commands(line: WholeLine, canary: Canary) -> None:
    """What coordinators and operators run, with a number and a word wherever some can be typed."""
    kim, word = canary.person(), canary.word
    kept = str(line.folder / "tmp" / "backup")
    phrase = line.folder / "tmp" / "phrase"
    phrase.write_text("seven words that nobody else would think of")
    line.phone(kim, f"hi {word}")
    for words in (
        *(("check",), ("cards",), ("schema",), ("secret",), ("doctor",), ("fallback", "call")),
        *(("provision",), ("flows", "push"), ("flows", "pull", "--force"), ("held", "-")),
        *(("forget", "-"), ("rekey",), ("sweep",), ("switch", "closed")),
        ("backup", kept, "--passphrase-file", str(phrase)),
        ("restore", kept, "--over", "--passphrase-file", str(phrase)),
    ):
        line.command(*words, typed=kim)
    for command in ("held", "forget"):
        assert line.command(command, "-", typed=f"{word} {kim}") == 2, "that is no number"
    line.command("rehearse", typed="hi\nnarcan please\n:call\n3\n9\n")
    line.command("panic", typed="PANIC\nPANIC\n")
    assert line.command("block", "add", "-", typed=canary.person()) == 0
    assert line.command("block", "undo", "-", typed=f"{word} {kim}") == 2, "that is no number"
    for words in (("block", "list"), ("counts",), ("counts", "--quarter")):
        assert line.command(*words) == 0
    assert line.command("switch", "open") == 0


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
    for file in copy.glob("*.yaml"):
        text = file.read_text().replace("after: 20 seconds", "after: 1 second")
        file.write_text(text.replace("after: 45 seconds", "after: 2 seconds"))
    return str(copy)


def drive(line: WholeLine, canary: Canary) -> None:
    """All of it; at the end as much as can be is in flight."""
    ordinary(line, canary)
    ugly(line, canary)
    reports(line, canary)
    broken(line, canary)
    commands(line, canary)
    calls(line, canary)
    first, ana, bo = talks(line, canary)
    backs(line, canary)
    people(line, canary)
    peers_phones(line, canary)
    asked = canary.person()
    checks.set_up(line, canary.word, asked, canary.person())
    refusals(line, canary)
    crashes(line, canary)
    some = [canary.person() for _ in range(5)]
    threads(line, canary.word, (some[0], some[1]), (some[2], some[3], some[4]))
    watched, friend = canary.person(), canary.person()
    checks.watched(line, canary.word, watched, friend)
    checks.over(line, asked)
    checks.stopped(line, canary.word, canary.person())
    checks.alarmed(line, canary.word, watched, ana, friend)
    in_flight(Handset(line, canary.person()), Handset(line, canary.person()), ana, bo)
    wait_for(lambda: not kept(line, first), 90, "the carrier's record of the first call is erased")
