"""What is promised is written down, and what is written down is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from hotline.cli import main
from hotline.domain.peer_commands import COMMANDS
from hotline.flow.carrier_words import STOP_WORDS
from hotline.flow.peer_words import PREFIX
from hotline.store.keys import TABLE
from tests.desk.pretend import default_edition

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def life(seconds: int | None) -> str:
    if seconds is None:
        return "until removed"
    size, unit = next((size, unit) for size, unit in UNITS if seconds >= size)
    count = seconds // size
    return f"{count} {unit}{'s' if count > 1 else ''}"


def rows() -> list[str]:
    """The table of keys as the page shows it; the queue's own keys are one row."""
    own = [row for row in TABLE if not row.pattern.startswith("rq:")]
    shown = [
        f"| `{re.split(r'[:(]', row.pattern)[0]}` | {row.holds} | {row.sealed} | {life(row.life)} |"
        for row in own
    ]
    return [
        *shown,
        "| `rq` | nudges: an errand's random id, names of our own processes | open | 1 day |",
    ]


def test_the_table_of_keys_is_the_one_in_the_code() -> None:
    page = (DOCS / "privacy.md").read_text(encoding="utf-8")

    wrong = [row for row in rows() if page.count(row) != 1]
    assert not wrong, "\n".join(wrong)


PAGES = [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_that_a_page_relies_on_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(tests/[\w/]+\.py)(?:::(\w+))?", text))

    missing = [path for path, _ in named if not (ROOT / path).exists()]
    assert not missing
    told = {path: (ROOT / path).read_text(encoding="utf-8") for path, _ in named}
    assert not [name for path, name in named if name and f"\ndef {name}(" not in told[path]]


def test_whoever_could_do_harm_is_named_with_what_shows_that_they_are_stopped() -> None:
    """Each story of the threat model names a test."""
    page = (DOCS / "threat-model.md").read_text(encoding="utf-8")
    stories = re.split(r"\n### ", page.partition("## Stories")[2].partition("\n## ")[0])[1:]

    assert len(stories) >= 9
    assert not [story.splitlines()[0] for story in stories if "::test_" not in story]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_setting_is_explained_to_the_operator() -> None:
    read = (ROOT / "hotline" / "settings.py").read_text(encoding="utf-8")
    page = (DOCS / "operating.md").read_text(encoding="utf-8")

    for name in set(re.findall(r'"((?:HOTLINE|TWILIO|REDIS)_[A-Z_]+|PORT|WEB_CONCURRENCY)"', read)):
        assert f"`{name}`" in page, name


def test_every_command_is_in_the_operators_page() -> None:
    page = (DOCS / "operating.md").read_text(encoding="utf-8")

    for name in main.list_commands(None):  # type: ignore[arg-type]
        assert f"`hotline {name}" in page, name


def typed(page: Path) -> list[list[str]]:
    """The commands of ours that a page tells people to type."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    ours = [line for line in lines if re.match(r"(\.venv/bin/)?hotline ", line)]
    return [shlex.split(line, comments=True)[1:] for line in ours]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_to_be_typed_is_understood(page: Path) -> None:
    for words in typed(page):
        at: click.Command = main
        while isinstance(at, click.Group):
            found = at.get_command(click.Context(at), words.pop(0))
            assert found, words
            at = found
        at.make_context("hotline", words)


def test_no_page_teaches_a_word_of_the_carrier() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    taught = re.findall(r"\| `([A-Za-z]+)`", readme)
    assert not {word.lower() for word in taught} & STOP_WORDS


def commands_of_peers() -> list[str]:
    """The table of what one of us can write, from the same rows and words that are read."""
    shown = []
    for row in COMMANDS:
        words = default_edition().book.words[f"{PREFIX}{row.name}"].by_language
        more = "" if row.needs in {"", "handle"} else " …"
        others = [f"`{words[language][0].text.upper()}{more}`" for language in ("es", "fr")]
        shown.append(" | ".join([f"| `{row.form}`", *others, f"{row.does} |"]))
    return shown


def test_the_commands_of_peers_are_those_of_the_code() -> None:
    page = (DOCS / "peers.md").read_text(encoding="utf-8")
    table = page.partition("| write |")[2].partition("\n\n")[0].splitlines()[2:]

    assert table == commands_of_peers(), "\n".join(commands_of_peers())


def test_what_peers_read_fits_on_two_printed_pages() -> None:
    """Of 80 lines of 110 letters, printed small; an empty line is half a line."""
    lines = (DOCS / "peers.md").read_text(encoding="utf-8").splitlines()

    assert sum(-(-len(line) // 110) or 0.5 for line in lines) <= 160
