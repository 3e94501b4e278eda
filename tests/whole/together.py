"""Those who answer together: a shift that a PIN opens, a group that sees each text, a trainee."""

from __future__ import annotations

from pathlib import Path

from tests.whole.handset import Handset
from tests.whole.line import WholeLine, wait_for
from tests.whole.paths import Canary, quick_flows
from tests.whole.threads import answered, got

PIN = "471108"


def grouped_flows(folder: Path) -> str:
    """All who are on see each text, once a PIN has opened their shift."""
    flows = quick_flows(folder)
    main = Path(flows) / "main.yaml"
    text = main.read_text()
    assert "  peers: " in text
    main.write_text(text.replace("  peers: ", "  peers: {shift_pin: yes, texts: group} ", 1))
    return flows


def together(line: WholeLine, canary: Canary) -> None:
    """Two open their shifts, write with one contact, and one talks while somebody listens."""
    ana, bo, cy = (_joins(line, name, canary.person()) for name in ("Ana", "Bo", "Cy"))
    for words in (("Ana",), ("Bo", "--texts"), ("Cy", "--trainee")):
        name, *ways = words
        assert line.command("rota", "add", name, "mon-sun 00:00-24:00", *ways) == 0
    answered(line, canary.person(), "0", "No person")
    for number, told in ((ana, "To be off"), (bo, "To be o"), (cy, "To be on")):
        _opens(Handset(line, number), told)
    _write(line, canary.word, canary.person(), (ana, bo))
    _listens(line, Handset(line, canary.person()), Handset(line, ana), Handset(line, cy))


def _joins(line: WholeLine, name: str, number: str) -> str:
    assert line.command("peers", "add", name, "-", typed=number) == 0
    line.phone(number, "OK")
    assert line.command("peers", "pin", name, "-", typed=PIN) == 0
    return number


def _opens(phone: Handset, told: str) -> None:
    phone.dials().presses("*").hears("PIN").presses(f"{PIN}#").hears(told)
    phone.hangs_up().is_gone()


def _write(line: WholeLine, word: str, contact: str, peers: tuple[str, str]) -> None:
    first, other = peers
    answered(line, contact, "0", "asked now")
    line.phone(contact, f"{word} was in it")
    for peer in peers:
        wait_for(lambda number=peer: got(line, number, word), 60, "both see it")
    line.phone(first, f"hey, {word}, with you")
    wait_for(lambda: got(line, contact, "with you"), 60, "it goes to the contact")
    wait_for(lambda: got(line, other, "another of us"), 60, "and to the other")


def _listens(line: WholeLine, contact: Handset, peer: Handset, trainee: Handset) -> None:
    contact.dials().hears("Ringing people now")
    peer.rings().from_now_on().answers().presses("1").is_connected()
    contact.is_connected()
    peer.presses("*").hears("7").presses("7").hears("They are being asked")
    contact.hears("would like to listen").presses("1")
    peer.hears("They said yes")
    trainee.rings().from_now_on().answers("Press 1 to come in").presses("1").is_connected()
