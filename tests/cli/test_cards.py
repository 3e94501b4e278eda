"""`hotline cards`: the list a coordinator prints and a clinician reads."""

from pathlib import Path

from click.testing import CliRunner

from hotline.cli.cards import cards

FLOWS = str(Path(__file__).parents[2] / "flows")


def printed(*words: str) -> str:
    result = CliRunner().invoke(cards, words)
    assert result.exit_code == 0, result.output
    return result.output


def card(output: str, name: str) -> str:
    return next(block for block in output.split("\n\n") if block.startswith(f"{name} "))


def test_a_card_says_where_it_is_from_and_what_it_costs() -> None:
    strips = card(printed(FLOWS), "supplies.strips")
    assert "supplies.yaml, line" in strips
    assert "(2023, confidence B)" in strips
    assert "checked by nobody yet, holds until 2027-11-26" in strips
    assert [line.split()[0] for line in strips.splitlines()[-3:]] == ["en", "es", "fr"]


def test_a_card_with_a_number_says_what_that_line_does_about_police() -> None:
    assert "police: only if you stop answering" in card(printed(FLOWS), "using.alone")


def test_the_words_can_be_printed_with_it() -> None:
    assert "say" not in card(printed(FLOWS), "supplies.strips")
    strips = card(printed(FLOWS, "--texts"), "supplies.strips")
    assert "en text: Strips: 10 mg" in strips
    assert "fr say: Mets 10 milligrammes" in strips


def test_so_can_all_that_comes_later_and_what_a_voice_says_instead() -> None:
    output = printed(FLOWS, "--texts")
    assert "en more_say: Hepatitis C: pills" in card(output, "body.tests")
    steps = card(output, "not_breathing.naloxone_first")
    assert "en follow after 20 seconds: " in steps
    assert "es follow after " in steps
    assert "en plain: " in steps


def test_nothing_of_the_default_line_is_over_the_limits() -> None:
    output = printed(FLOWS, "--over")
    assert len(output.splitlines()) == 1
    assert output.endswith(" cards, 0 texts over the limits.\n")


def test_every_text_for_somebody_not_breathing_is_one_part() -> None:
    """A phone may show parts out of order, and nobody waits for a second one."""
    output = printed(FLOWS)
    for name in ("not_breathing.naloxone_first", "not_breathing.breaths_first"):
        costs = [line.split()[1] for line in card(output, name).splitlines()[-3:]]
        assert costs == ["1+1+1+1+1"] * 3


def test_what_is_over_a_limit_shows(tmp_path: Path) -> None:
    long = "word " * 110
    flow = f"flow: main\nstart: it\ncards:\n  it:\n    text:\n      en: {long}\n"
    (tmp_path / "main.yaml").write_text(flow)
    output = printed(str(tmp_path), "--over")
    assert "parts, seconds" in card(output, "main.it")
    assert "1 cards, 1 texts over the limits." in output


def test_files_that_cannot_be_read_are_for_the_checker(tmp_path: Path) -> None:
    (tmp_path / "main.yaml").write_text("flow: [")
    result = CliRunner().invoke(cards, [str(tmp_path)])
    assert result.exit_code == 1
    assert "run `hotline check`" in result.output
