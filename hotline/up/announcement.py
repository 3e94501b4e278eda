"""The few lines a person reads when the line is open."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hotline.desk.ready import WELL
from hotline.up.house import House
from hotline.up.ours import ask


def announce(house: House, state: Path, say: Callable[[str], None]) -> None:
    url = house.settings.public_url
    say("The line is open.")
    if house.pretence:
        say(f"  Phones to try it with:  {house.pretence.address}  (open it in a browser)")
    else:
        say(f"  The carrier reaches it: {url}")
    say(f"  Running:                {_running(house)}")
    say(f"  What it says is in:     {house.settings.flows}/")
    say(f"  Kept in:                {state} (`--fresh` forgets it)")
    if house.pretence:
        say("No TWILIO_ACCOUNT_SID is set, so the carrier is a pretend one: nobody real is called.")
    say("To close it, press Ctrl-C.")


def _running(house: House) -> str:
    names = Counter(process.name.rstrip(" 0123456789") for process in house.plan.processes)
    words = [name if n == 1 else f"{n} {name}es" for name, n in names.items()]
    if house.server:
        words[0] = f"store ({house.server})"
    return ", ".join(words)


def not_ready(port: int) -> list[str]:
    """The parts that /ready does not call well; empty when all are."""
    status, body = ask(port, "/ready")
    if status == 200:
        return []
    try:
        parts = json.loads(body)
    except ValueError:
        return ["web"]
    words = {name: said for name, said in parts.items() if isinstance(said, str)}
    return [name for name, said in words.items() if said not in WELL] or ["web"]
