"""What YAML does to people who do not know it, and what a hostile file does to a reader."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hotline.flow.check import check
from hotline.flow.document import Card, Menu, Word
from hotline.flow.load import load
from hotline.flow.source.nodes import Block, Listing, Node, Scalar, read_nodes
from tests.flow.folder import MAIN, base, edited, findings


def _plain(node: Node | None) -> object:
    match node:
        case Scalar():
            return node.text
        case Listing():
            return [_plain(item) for item in node.items]
        case Block():
            return {key.text: _plain(value) for key, value in node.pairs}
        case None:
            return None


def _read(text: str) -> object:
    root, faults = read_nodes("x.yaml", text)
    assert faults == ()
    return _plain(root)


@pytest.mark.parametrize(
    "written",
    ["22:00", "no", "yes", "on", "off", "+15551230000", "0123", "1_000", "2026-03-01", "~", "1e3",
     "null", "0x1F", ".inf", "=", "<<", "12:30:45", "true"],
)  # fmt: skip
def test_every_value_stays_the_text_it_was_written_as(written: str) -> None:
    assert _read(f"a: {written}\nb: [{written}]\n{written}: c") == {
        "a": written,
        "b": [written],
        written: "c",
    }


def test_a_file_may_begin_with_a_byte_order_mark_and_end_lines_as_windows_does() -> None:
    assert _read("\ufeffa: b\r\nc: d\r\n") == {"a": "b", "c": "d"}


def test_one_document_may_say_that_it_begins() -> None:
    assert _read("---\na: b\n") == {"a": "b"}


REFUSED = {
    "an alias bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "F01", 1),
    "an alias": ("a: b\nc: *a", "F01", 2),
    "a tag": ("a: b\nc: !!python/object:os.system d", "F01", 2),
    "a bare tag": ("a: ! wow", "F01", 1),
    "a nest of brackets": ("a: " + "[" * 2000 + "]" * 2000, "F01", 1),
    "a nest of indents": ("\n".join(" " * n + "a:" for n in range(30)), "F01", 21),
    "a nest of braces over lines": ("{a: \n" * 5000, "F01", 21),
    "too many entries": ("- a\n" * 21_000, "F01", 20_000),
    "too large": ("a: " + "x" * 300_000, "F01", 1),
    "a Tab": ("a:\n\tb: c", "F02", 2),
    "a Tab after spaces": ("a:\n  \tb: c", "F02", 2),
    "a second document": ("a: b\n---\nc: d", "F01", 2),
    "bytes that are not UTF-8": ("a: b\nc: \udce9", "F01", 2),
    "a control character": ("a: b\nc: \x07", "F01", 2),
    "a line end that editors do not show": ("a: b\u2028c: d", "F01", 1),
    "a key twice": ("1: a\n2: b\n1: c", "F03", 3),
    "a list as a name": ("? [a, b]\n: c", "F06", 1),
    "nothing": ("", "F01", 1),
    "remarks only": ("# hello\n", "F01", 1),
    "a colon in a text": ("a: b\nsay: Menu: press 1", "F01", 2),
    "a colon within braces": ("a: {en: Hello: you}", "F01", 1),
    "a star as a name": ("*: x", "F01", 1),
    "an at-sign": ("text: @x", "F01", 1),
    "a percent sign": ("text: %x", "F01", 1),
    "a backtick": ("text: `x`", "F01", 1),
    "a quote left open": ('a: "b\nc: d\n', "F01", 1),
    "a quote left open before another": ('a: "b\nc: "d"\n', "F01", 1),
    "an apostrophe within single quotes": ("a: 'it's here'", "F01", 1),
    "words after a quote": ('a: "Hi" there', "F01", 1),
    "words after braces": ("a: {name} hello", "F01", 1),
    "a bracket left open": ("a: [b, c\nd: e\n", "F01", 1),
    "a lonely > with words": ("a: >b", "F01", 1),
    "an indent too little": ("a:\n  b: c\n d: e", "F01", 3),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_one_finding_on_its_line(name: str) -> None:
    text, code, line = REFUSED[name]
    root, faults = read_nodes("x.yaml", text)
    assert root is None
    assert [(fault.code, fault.where.line) for fault in faults] == [(code, line)]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("say: Menu: press 1", "quotes"),
        ("text: @x", "quotes"),
        ("text: ! wow", "quotes"),
        ("*: x", "quotes"),
        ("text: {name} hello", "quotes"),
        ("text: [one", "close it with ]"),
        ("text: 'it's'", "double quotes"),
        ("\ttext: x", "spaces"),
    ],
)
def test_the_likely_mend_is_said(text: str, advice: str) -> None:
    assert advice in read_nodes("x.yaml", text)[1][0].fix


def test_both_lines_of_a_key_written_twice_are_named() -> None:
    fault = read_nodes("x.yaml", "a: 1\nb: 2\na: 3")[1][0]
    assert "line 1" in fault.what
    assert "line 3" in fault.what


def test_no_finding_shows_the_line_it_could_not_read() -> None:
    fault = read_nodes("x.yaml", "a: b\nphone: +15551230000: x")[1][0]
    assert "5551230000" not in str(fault)


@pytest.mark.parametrize(
    "filler", [" ", "- ", "a: ", "'", '"', "[", "{", "a ", "#", "\t", ":", "é"]
)
def test_a_quarter_mebibyte_of_anything_is_read_or_refused_at_once(filler: str) -> None:
    for text in (filler * (250_000 // len(filler.encode())), "x: @" + filler * 60_000 + "y"):
        began = time.perf_counter()
        read_nodes("x.yaml", text)
        assert time.perf_counter() - began < 2


@pytest.mark.parametrize("filler", ["w-", "1-", "w.", "a@", "(1 ", "{a", "http://", "Aa1-", "1"])
def test_a_quarter_mebibyte_in_one_card_is_checked_in_a_moment(filler: str) -> None:
    files = base()
    say = filler * (200_000 // len(filler))
    long = files[MAIN].replace("cards:\n", f'cards:\n  bomb:\n    text: {{en: "{say}"}}\n', 1)
    began = time.perf_counter()
    assert check(load({**files, MAIN: long}))
    assert time.perf_counter() - began < 5  # quadratic ones took minutes


def test_hours_of_thousands_of_times_are_refused_before_they_fill_the_memory() -> None:
    files = base()
    times = ", ".join(["00:00-24:00"] * 15_000)
    bomb = files[MAIN].replace("hours:\n", f"hours:\n  bomb:\n    mon-sun: {times}\n", 1)
    faults = load({**files, MAIN: bomb}).faults
    assert ["more than 12 times" in fault.what for fault in faults] == [True]


def test_a_remark_after_a_duration_is_no_cut_text() -> None:
    assert findings(edited(MAIN, "forget_after: 2 hours", "forget_after: 2 hours  # long")) == ()


def test_times_words_and_numbers_arrive_as_they_were_written() -> None:
    files = edited(MAIN, "en: [narcan]", "en: [kit, no way, +1, 0123]")
    book = load(files).book
    assert book
    card = book.places["main.naloxone"]
    assert isinstance(card, Card)
    assert card.words
    line = (
        files[MAIN].split("\n").index("    words: {en: [kit, no way, +1, 0123], es: [naloxona]}")
        + 1
    )
    assert card.words.by_language["en"] == tuple(
        Word(text, line) for text in ("kit", "no way", "+1", "0123")
    )


def test_every_name_is_full_and_every_duration_is_in_seconds() -> None:
    book = load(base()).book
    assert book
    home, card = book.places["main.home"], book.places["main.naloxone"]
    assert isinstance(home, Menu)
    assert isinstance(card, Card)
    assert [option.go for option in home.options] == [
        "main.talk",
        "main.naloxone",
        "intake.first",  # intake.start is where that flow starts
        "main.route",
    ]
    assert (book.start, book.settings.forget_after, book.settings.then) == (
        "main.home",
        7200,
        "main.talk",
    )
    assert card.follow[0].after == 20
    assert card.facts == {
        "source": "the county's list",
        "source_year": "2026",
        "confidence": "A",
        "checked_by": "a nurse",
        "reviewed": "2026-03-01",
    }
    assert book.start_of("+12125550123") == "main.home"


def test_the_revision_changes_with_any_letter_and_not_with_the_folder() -> None:
    elsewhere = {f"/srv/{name}": text for name, text in base().items()}
    changed = edited(MAIN, "A free line.", "A free line!")
    revisions = [
        (load(files).book or pytest.fail()).revision for files in (base(), elsewhere, changed)
    ]
    assert revisions[0] == revisions[1] != revisions[2]
    assert len(revisions[0]) == 16


# ruff: noqa: E501 - a table of pieces
_PIECES = st.sampled_from(
    ["menus:", "cards:", "steps:", "always:", "home:", "text:", "en:", "words:", "go:", "talk", "when:",
     "hours:", "mon-fri:", "10:00-22:00", "- ", "  ", "\n", "\n  ", "\n    ", ": ", "{", "}", "[", "]",
     '"', "'", "#", " #", "&a", "*a", "!", "|", ">", "@", "%", "`", "\t", "?", "---", "...", "flow: main",
     "start: home", "ok: T04 long", "ring: 5 seconds", "é", "\u200b", "\ud800", "\x00", "\x85", ","]
)  # fmt: skip
_YAMLISH = st.lists(_PIECES, max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400).map(lambda data: data.decode("utf-8", "surrogateescape")))
@example("\r")
@example("? ")
def test_any_bytes_at_all_give_findings_and_never_an_exception(text: str) -> None:
    _all_findings_have_a_line(text)


@settings(max_examples=600, deadline=None)
@given(_YAMLISH)
def test_anything_like_yaml_gives_findings_and_never_an_exception(text: str) -> None:
    _all_findings_have_a_line(text)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_good_file_with_anything_put_into_it_never_raises(data: st.DataObject) -> None:
    text = base()[MAIN]
    at = data.draw(st.integers(0, len(text)))
    until = data.draw(st.integers(at, min(len(text), at + 60)))
    _all_findings_have_a_line(text[:at] + data.draw(_YAMLISH) + text[until:])


def _all_findings_have_a_line(text: str) -> None:
    lines = text.count("\n") + text.count("\r") + 1
    for fault in findings(base() | {MAIN: text}):
        assert fault.where.line >= 1
        assert fault.where.file != MAIN or fault.where.line <= lines
