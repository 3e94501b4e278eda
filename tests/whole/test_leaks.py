"""Each leak by itself, in an otherwise good build: the canary sees every one of them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.store.looking import assert_only_known_keys
from tests.whole.calls import in_flight, people_on
from tests.whole.handset import Handset
from tests.whole.leaky import LEAKS
from tests.whole.line import WholeLine, wait_for, whole_line
from tests.whole.paths import Canary, quick_flows, sent
from tests.whole.surfaces import look_everywhere

pytestmark = [pytest.mark.whole, pytest.mark.long]

BY_CALL = {"address", "room"}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("leak", sorted(LEAKS))
def test_one_leak_is_caught(leak: str) -> None:
    canary = Canary()
    with tempfile.TemporaryDirectory(prefix="hl") as name:
        folder = Path(name)
        surroundings = {"HOTLINE_FLOWS": quick_flows(folder), "LEAKS": leak}
        leaky = ("-m", "tests.whole.leaky", "web")
        with whole_line(folder, web=leaky, **surroundings) as line:
            for process in ("worker", "clock"):
                line.kill(process)
                line.start(process, "-m", "tests.whole.leaky", process)
            short(line, canary, by_call=leak in BY_CALL)
            caught = where(line, canary)
    print(f"\n{leak}: caught in {', '.join(sorted(caught))}")
    assert caught


def short(line: WholeLine, canary: Canary, *, by_call: bool) -> None:
    """Texts, strangers and an emergency; calls only where it takes one."""
    ana, ben = canary.person(), canary.person()
    for body in ("hi", canary.word, f"{canary.word} breaks here", "privacy"):
        line.phone(ana, body)
    line.text(ana, f"hello {canary.word}")  # so that the answer is seen by whoever asked
    line.ask("GET", f"/webhooks/text?From={ana}&Body={canary.word}")
    line.phone(ben, f"not breathing {canary.word}")
    wait_for(lambda: sent(line), 60, "the second text of an emergency is sent")
    if by_call:
        peers = people_on(line, canary.person(), canary.person())
        in_flight(Handset(line, canary.person()), Handset(line, canary.person()), *peers)


def where(line: WholeLine, canary: Canary) -> set[str]:
    """On which surfaces something was found, by any of the canary's ways to look."""
    caught = set(look_everywhere(line, canary.needles).found)
    try:
        assert_only_known_keys(line.redis())
    except AssertionError as wrong:
        caught.add(f"the table of keys ({str(wrong).splitlines()[0]})")
    return caught
