"""What was rehearsed becomes an example: nothing else in the file changes, and it comes true."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from hotline.errors import Unfit
from hotline.flow.check import check
from hotline.flow.conversation import replay
from hotline.flow.edition import edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.flow.rehearsing.evening import Evening, Setting
from hotline.flow.rehearsing.recording import added, recorded
from tests.flow.folder import MAIN, base, findings

LINES = ("hi", "~2 hours", 'what "is": this, #1?', ":call", "", ":take", ":hang up", "menú")
SETTING = Setting(at="sat 23:30", language="es", line="open", on=("Ana:en,es", "Bo"), hidden=True)


def rehearsed(lines: tuple[str, ...], setting: Setting, name: str = "one evening") -> list[str]:
    book = load(base()).book
    assert book
    evening = Evening(edition_of(book), setting)
    shown = [one for line in lines for one in evening.play(line)]
    return recorded(evening, shown, name, "main")


@pytest.mark.parametrize(
    ("lines", "setting"),
    [(LINES, SETTING), ((":call", "", "1"), Setting(line="grief")), (("overdose",), Setting())],
)
def test_an_example_comes_true_and_passes_every_check(
    lines: tuple[str, ...], setting: Setting
) -> None:
    files = base()
    files[MAIN] = added(MAIN, files[MAIN], rehearsed(lines, setting))
    loaded = load(files)

    assert not [fault for fault in check(loaded, replay) if fault.severity == "error"]
    assert loaded.book
    example = loaded.book.flows["main"].examples[-1]
    assert example.name == "one evening"
    assert (example.at, example.on, example.hidden) == (setting.at, setting.on, setting.hidden)


def test_every_other_line_of_the_file_stays() -> None:
    before = base()[MAIN]
    example = rehearsed(("hi",), Setting())
    after = added(MAIN, before, example).splitlines()
    for line in (f"  {line}" for line in example):
        after.remove(line)
    assert after == [
        *before.splitlines(),
        *(["", "examples:"] if "examples:" not in before else []),
    ]


ABOVE = "flow: main\nexamples:   # ours\n    - name: a  # first\n      text: [hi,\n        there]\n"


@pytest.mark.parametrize("below", ["", "\n# what follows\nmenus:\n  home:\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_stands_below_the_last_one_as_far_in(below: str, end: str) -> None:
    text = (ABOVE + below).replace("\n", end)
    assert added("f.yaml", text, ["- name: b", "  text: [hi]"]) == (
        ABOVE + "    - name: b\n      text: [hi]\n" + below
    ).replace("\n", end)


def test_examples_in_brackets_are_left_alone() -> None:
    with pytest.raises(Unfit, match="lines of its own"):
        added("f.yaml", "examples: [{name: a, text: [hi]}]\n", ["- name: b"])


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("at: sometime", "no time of day"),
        ("line: shut", "cannot be"),
        ('on: ["5"]', "who is on"),
        ("number: none", "cannot be"),
        ('text: ["~soon"]', "no length of time"),
        ('phone: [":tak"]', "did you mean :take"),
    ],
)
def test_an_example_that_cannot_be_played_is_a_fault_at_its_line(field: str, said: str) -> None:
    files = base()
    sent = "" if field.startswith("text") else "    text: [hi]\n"
    heading = "" if "\nexamples:" in files[MAIN] else "\nexamples:\n"
    files[MAIN] += f"{heading}  - name: one\n{sent}    {field}\n"
    found = [fault for fault in findings(files) if fault.severity == "error"]

    assert found and said in f"{found[0].what}; {found[0].fix}"
    assert found[0].where.line == files[MAIN].count("\n")


def test_the_examples_of_the_page_for_coordinators_come_true() -> None:
    root = Path(__file__).parents[3]
    page = (root / "docs" / "flows.md").read_text(encoding="utf-8")
    block = re.findall(r"```yaml\nexamples:\n(.*?)```", page, re.DOTALL)[-1]
    files = read_folder(root / "flows")
    main = next(name for name in files if name.endswith("main.yaml"))
    text = added(main, files[main], textwrap.dedent(block).splitlines())

    assert not [f for f in check(load({**files, main: text}), replay) if f.severity == "error"]
