"""Nothing kept: random numbers and words through everything there is, then a look everywhere.

The surroundings are as bad as they get: append-only file, slow log and MONITOR, the host's switches
for access logs. A deliberately leaky build is run in the same way and must be caught.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import redis
from werkzeug.exceptions import HTTPException

from hotline.app import create_app
from hotline.cli import COMMANDS
from hotline.domain.errands import Errand
from hotline.store.keys import row_of
from tests.store.looking import assert_only_known_keys
from tests.twiml.twiml_check import check as check_twiml
from tests.web.pretend import pretend_edge
from tests.whole.calls import in_flight, people_on
from tests.whole.handset import Handset
from tests.whole.line import WholeLine, wait_for, whole_line
from tests.whole.needles import plain_shapes
from tests.whole.paths import Canary, drive, ordinary, quick_flows
from tests.whole.surfaces import Report, files, look_everywhere, memory, store
from tests.whole.together import grouped_flows, together

pytestmark = pytest.mark.whole

BAD_SURROUNDINGS = {
    "GUNICORN_CMD_ARGS": "--access-logfile -",
    "FORWARDED_ALLOW_IPS": "*",
    "PYTHONFAULTHANDLER": "1",
}
NO_ANSWER = {11205, 11200}  # the carrier found nobody, or was cut off: web is killed in here,
AN_ERROR = "the answer was HTTP"  # ... and this is never the reason
# What the leaky build does, and where each must be seen.
CONTROL = (
    "printed log_line name_of_a_key job_argument file command_line environment searched_by_number"
    " answer address room"
)
CAUGHT = {
    "store key", "store value", "store dump", "store slow log", "append-only file", "output",
    "file", "response", "command line", "environment", "carrier address", "web address", "room",
    "monitor",
}  # fmt: skip
# Commands that are not run in here, and why.
ELSEWHERE = {
    "up": "starts these same processes (tests/up, tests/browser)",
    "urgent": "a worker that does less (tests/jobs, tests/up)",
}
# What a worker may have to do, and the way through this canary that makes it do so.
ERRANDS = {
    "SendText": "ordinary: the second text of an emergency; people: the question for consent",
    "EraseText": "every text",
    "Reword": "reports: a filter blocks the steps",
    "RingLeg": "talks",
    "CallPeer": "peers_phones",
    "WatchCallback": "backs",
    "CallContact": "threads: called",
    "TakeCall": "talks: calls_in",
    "EndLeg": "talks: bridged, the other one's phone",
    "EndRoom": "talks: handed_over",
    "WatchRing": "talks",
    "EraseCall": "every call",
    "Remind": "the line's own, once a minute; people: cover is asked for",
    "Upkeep": "the line's own, all the while",
    "RelayText": "threads",
    "WatchThread": "threads",
    "AskByText": "checks: set_up",
    "AskByCall": "checks: set_up",
    "TellByCall": "checks: stopped",
    "AlarmByText": "checks: alarmed",
    "AlarmByCall": "checks: alarmed",
    "Stay": "talks: stays",
    "Sweep": "the line's own, all the while; commands: by hand",
}


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short, because a socket's path may not be long."""
    with tempfile.TemporaryDirectory(prefix="hl") as name:
        yield Path(name)


@pytest.mark.timeout(600)
def test_nothing_is_kept(folder: Path, tmp_path: Path) -> None:
    canary = Canary()
    surroundings = {**BAD_SURROUNDINGS, "HOTLINE_FLOWS": quick_flows(folder)}
    secret = tmp_path / "fallback"  # where a host keeps its secrets; nothing of ours lies there
    secret.write_text(canary.fallback)
    surroundings["HOTLINE_FALLBACK_NUMBERS_FILE"] = str(secret)
    with whole_line(folder, **surroundings) as line:
        drive(line, canary)
        flying = look_everywhere(line, canary.needles)
        plain = plain_shapes(canary.strangers())
        for surface, blob in memory(line, "store", "worker", "clock"):
            flying.look(surface, blob, plain)
        assert_only_known_keys(line.redis())
        _, state = line.control("GET", "state")
        asked = {(method, path.partition("?")[0]) for method, path in line.asked}
        asked |= {("POST", path) for path in state["webhooks"]}
        line.kill_ours()
        over = windows_pass(line, canary)
        line.stop_all()
        stopped = Report()
        for surface, blob in files(folder):
            stopped.look(surface, blob, canary.needles)

    assert flying.found == {}
    assert over.found == {}
    assert stopped.found == {}
    show("with everything in flight", flying)
    show("after the windows", over)
    show("after the end", stopped)
    assert min(flying.looked.values()) > 0
    assert untouched(asked) == set(), "a new route needs its path in here"
    assert set(COMMANDS) - line.commands == set(ELSEWHERE), "a new command needs its path in here"
    broken = {(alert["code"], alert["why"]) for alert in state["alerts"]}
    broken = {(c, why) for c, why in broken if c not in NO_ANSWER or why.startswith(AN_ERROR)}
    assert broken == set(), "the carrier keeps a copy of what it could not understand"
    assert {a.status for a in line.answers} <= {0, 200, 400, 403, 404, 413, 503}
    for answer in line.answers:
        if answer.body.startswith("<?xml"):
            kind = "messaging" if "<Message" in answer.body else "voice"
            assert check_twiml(answer.body, kind) == ([], [])


@pytest.mark.timeout(240)
def test_nothing_is_kept_where_people_answer_together(folder: Path) -> None:
    """A PIN opens shifts, a group sees each text, a trainee listens: each in flows of its own."""
    canary = Canary()
    flows = grouped_flows(folder)
    with whole_line(folder, HOTLINE_FLOWS=flows, **BAD_SURROUNDINGS) as line:
        together(line, canary)
        flying = look_everywhere(line, canary.needles)
        for surface, blob in memory(line, "store", "worker", "clock"):
            flying.look(surface, blob, plain_shapes(canary.strangers()))
        assert_only_known_keys(line.redis())

    assert flying.found == {}


def test_a_leaky_build_is_caught_on_every_surface(folder: Path) -> None:
    """The same texts and calls through a build that leaks as such systems usually do."""
    canary = Canary()
    leaky = ("-m", "tests.whole.leaky", "web")
    with whole_line(folder, web=leaky, LEAKS=CONTROL, **BAD_SURROUNDINGS) as line:
        ordinary(line, canary)
        line.text(canary.person(), f"hello {canary.word}")
        ana, bo = people_on(line, canary.person(), canary.person())
        in_flight(Handset(line, canary.person()), Handset(line, canary.person()), ana, bo)
        report = look_everywhere(line, canary.needles)

    show("the leaky build: looked at", report)
    assert set(report.found) >= CAUGHT, sorted(CAUGHT - set(report.found))


def test_every_kind_of_errand_has_its_path_in_here() -> None:
    assert {kind.__name__ for kind in get_args(Errand)} == set(ERRANDS)


def windows_pass(line: WholeLine, canary: Canary) -> Report:
    """Let everything end that has an end, as the store would within each key's life. What then is
    left may stay for ever, and is looked at once more, also in a file that was written anew."""
    connection = line.redis()
    for key in connection.scan_iter(count=1000):
        if connection.pttl(key) > 0:
            connection.delete(key)
    connection.bgrewriteaof()
    wait_for(lambda: not _rewriting(connection), 30, "the append-only file is written anew")
    report = Report()
    for surface, blob in [*store(line), *files(line.folder)]:
        report.look(surface, blob, canary.needles)
    for key in connection.scan_iter():
        row = row_of(key.decode())
        # A nudge whose worker was killed gets its end back at the library's next upkeep.
        assert row and (row.life is None or row.loose), f"{key!r} is left, and has no end"
    return report


def _rewriting(connection: redis.Redis) -> bool:
    facts = connection.info("persistence")
    return bool(facts["aof_rewrite_in_progress"] or facts["aof_rewrite_scheduled"])


def untouched(asked: set[tuple[str, str]]) -> set[str]:
    """Routes that nobody came through."""
    app = create_app(pretend_edge())
    left = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    way = app.url_map.bind("localhost")
    for method, path in asked:
        try:
            rule, _ = way.match(path, method, return_rule=True)
        except HTTPException:
            continue
        left.discard((method, rule.rule))
    return {" ".join(route) for route in left}


def show(when: str, report: Report) -> None:
    print(f"\n{when}: bytes looked at, by surface")
    for surface, size in sorted(report.looked.items()):
        caught = f"  caught: {len(report.found[surface])}" if surface in report.found else ""
        print(f"  {surface:20} {size:>12,}{caught}")
