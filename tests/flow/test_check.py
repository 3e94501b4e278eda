"""Acknowledging a finding, replaying examples, mending by the printed name, and the command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotline.cli.check import check as command
from hotline.flow.check import SKIPPED, check
from hotline.flow.document import Example
from hotline.flow.edition import Edition
from hotline.flow.load import load
from tests.flow.folder import BASE, INTAKE, MAIN, SAYINGS, base, edited, findings, line_of
from tests.flow.seeds import SEEDS, Seed, found_in

_MEANT = re.compile(r'did you mean "([^"]+)"')
_CARD = "  testing:\n    text:\n      en: Tuesdays at Elm Street."


def _named(seed: Seed) -> bool:
    return any(f.code == seed.code and _MEANT.match(f.fix) for f in found_in(seed))


@pytest.mark.parametrize(
    "seed", [s for s in SEEDS if _named(s)], ids=lambda s: f"{s.code} {s.at.strip()}"
)
def test_writing_the_name_that_was_probably_meant_mends_it(seed: Seed) -> None:
    files = edited(seed.file, seed.before, seed.after)
    fault = next(f for f in found_in(seed) if f.code == seed.code and _MEANT.match(f.fix))
    meant, wrong = _MEANT.match(fault.fix), re.findall(r'"([^"]+)"', fault.what)
    lines = files[seed.file].split("\n")
    at = fault.where.line - 1
    name = next(word for word in reversed(wrong) if word in lines[at])
    assert meant
    lines[at] = re.sub(rf"\b{re.escape(name)}\b", meant[1], lines[at], count=1)
    assert findings({**files, seed.file: "\n".join(lines)}) == ()


def test_an_acknowledged_finding_is_not_printed() -> None:
    card = _CARD.replace("Tuesdays at Elm Street.", "See example.org.")
    ok = card.replace("testing:\n", "testing:\n    ok: T07 it is said letter by letter\n")
    assert [f.code for f in findings(edited(MAIN, _CARD, card))] == ["T07"]
    assert findings(edited(MAIN, _CARD, ok)) == ()


_TESTING = "    text:\n      en: Tuesdays at Elm Street.\n      es: Los martes en la calle Elm.\n"
_KNOWN = (
    ("C01", "    text: {en: Addicts are welcome., es: Puerta azul.}\n"),
    (
        "C02",
        "    text: {en: On Tuesdays we look at what is in yours like meth., es: Puerta azul.}\n",
    ),
    ("C04", "    text: {en: Overdose course on Tuesdays., es: Puerta azul.}\n"),
    ("C05", "    text: {en: People answer 988., es: Puerta azul.}\n"),
    ("C06", _TESTING + "    source: the county\n"),
    ("K06", _TESTING + "    words: {en: [want], es: [lunes]}\n"),
    ("T08", f"    text: {{en: {'go on. ' * 40}, es: Puerta azul.}}\n"),
    ("T13", _TESTING + "    stale_after: 2026-01-01\n"),
    ("T14", "    text: {en: See bit.ly/elm., es: Puerta azul.}\n"),
)


@pytest.mark.parametrize(("code", "card"), _KNOWN, ids=[code for code, _ in _KNOWN])
def test_a_finding_is_acknowledged_on_its_own_line_in_a_list_and_within_braces(
    code: str, card: str
) -> None:
    assert [fault.code for fault in findings(edited(MAIN, _TESTING, card))] == [code]
    for ok in (f"ok: {code} so it is", f"ok: [{code} so it is]", f"ok:\n      - {code} it is, so"):
        assert findings(edited(MAIN, _TESTING, f"    {ok}\n{card}")) == ()
    inside = card.replace("text: {", f"text: {{ok: {code} so it is, ")
    if inside != card:
        assert findings(edited(MAIN, _TESTING, inside)) == ()


def test_what_a_cry_leads_to_over_a_step_may_say_at_once_what_helps() -> None:
    files = edited(MAIN, "Shout. Rub the chest.", "Naloxone now. Rub the chest.")
    assert findings(files) == ()
    files[MAIN] = (
        files[MAIN]
        .replace("    go: overdose\n", "    go: which\n")
        .replace("steps:\n", "steps:\n  which:\n    choose: [{otherwise: overdose}]\n")
    )
    assert findings(files) == ()
    files[MAIN] = files[MAIN].replace("    source: the city's course\n", "")
    assert [fault.code for fault in findings(files)] == ["C06"]


def _all_in_hours(hours: str) -> dict[str, str]:
    """The base, where both options of a menu are there in these hours only."""
    when = f"        when: {{hours: {hours}}}\n"
    files = edited(INTAKE, "        es: no hay nadie\n", "        es: no hay nadie\n" + when)
    files[INTAKE] = files[INTAKE].replace("es: hay amigos\n", "es: hay amigos\n" + when)
    return files


def test_hours_that_do_not_exist_are_all_that_is_said_of_a_menu_that_hangs_on_them() -> None:
    assert {fault.code for fault in findings(_all_in_hours("evenings"))} == {"S02"}

    files = _all_in_hours("evening")
    files[MAIN] = files[MAIN].replace("zone: America/New_York", "zone: nowhere")
    assert {fault.code for fault in findings(files)} == {"S02"}


def test_a_menu_of_which_people_who_are_on_or_not_show_one_option_is_never_empty() -> None:
    someone, nobody = (
        f"        when: {{rotation: night, has: {has}}}\n" for has in ("someone", "nobody")
    )
    files = edited(INTAKE, "        es: no hay nadie\n", "        es: no hay nadie\n" + someone)
    files[INTAKE] = files[INTAKE].replace("es: hay amigos\n", "es: hay amigos\n" + nobody)
    assert findings(files) == ()


@pytest.mark.parametrize(
    "text",
    [
        "en: The blue door at 211 Elm Street., es: La puerta azul en calle Elm 311.",
        "en: At 988 West 4th St. on Mondays., es: Avenida Sol 211 los lunes.",
        "en: Elm Street. Call 911 for an ambulance., es: Puerta azul. Para ambulancia 911.",
        "en: Call us at 212-555-0123., es: Llama al +1 212 555 0123.",
    ],
)
def test_a_house_an_ambulance_and_our_own_number_are_no_line_of_others(text: str) -> None:
    assert findings(edited(MAIN, _TESTING, f"    text: {{{text}}}\n")) == ()


def test_what_was_not_looked_at_is_not_called_idle() -> None:
    files = edited(
        MAIN, "  testing:\n", "  testing:\n    ok: [T13 later, T02 yes, M07 yes, S06 yes]\n"
    )
    assert check(load(files)) == ()


def test_a_text_in_a_language_that_is_not_listed_is_told_once_for_a_file() -> None:
    files = edited(MAIN, "languages: [en, es]", "languages: [en]")
    fixes = [fault.fix for fault in findings(files) if fault.code == "F05"]
    assert fixes == ['add "es" to languages, or take its texts out'] * 2  # one in each file


def test_a_card_that_was_written_twice_is_one_finding_and_not_thirty() -> None:
    words = "    words: {en: [narcan, nasal spray, kit box, red bag], es: [naloxona]}\n"
    files = edited(MAIN, "    words: {en: [narcan], es: [naloxona]}\n", words)
    files[MAIN] = files[MAIN].replace("  testing:\n", "  testing:\n" + words)
    found = [fault for fault in findings(files) if fault.code == "K02"]
    assert {fault.what.split(" (")[0] for fault in found} == {
        '"narcan", "nasal spray", "kit box" and 1 more',
        '"naloxona"',
    }


def test_an_acknowledgement_counts_only_in_its_block() -> None:
    files = edited(MAIN, "en: Tuesdays at Elm Street.", "en: See example.org.")
    files[MAIN] = files[MAIN].replace("  overdose:\n", "  overdose:\n    ok: T07 reason\n")
    assert {f.code for f in findings(files)} == {"F11", "T07"}


def test_an_acknowledgement_of_nothing_is_a_note() -> None:
    files = edited(MAIN, "  testing:\n", "  testing:\n    ok: T04 it has to be long\n")
    [fault] = findings(files)
    assert (fault.severity, fault.code) == ("note", "F11")
    assert fault.where.line == line_of(files[MAIN], "    ok: T04")


def test_an_error_cannot_be_acknowledged_away() -> None:
    files = edited(MAIN, "    offer: [talk]", "    offer: [tlak]\n    ok: F07 later")
    assert {(f.code, f.severity) for f in findings(files)} >= {("F07", "error"), ("F11", "note")}


def test_an_acknowledgement_needs_a_reason() -> None:
    [fault] = findings(edited(MAIN, "  testing:\n", "  testing:\n    ok: T04\n"))
    assert fault.code == "F06"


def test_a_cry_in_a_language_the_line_does_not_speak_is_kept() -> None:
    book = load(base()).book
    assert book
    assert [w.text for w in book.always[0].words.by_language["fr"]] == ["surdose"]


def test_reserved_words_are_allowed_for_emergencies_only() -> None:
    assert findings(edited(MAIN, "[overdose, not breathing]", "[overdose, help, stop]")) == ()


def test_a_failing_example_is_an_error_on_its_line() -> None:
    def replay(edition: Edition, example: Example) -> str | None:
        return f"{example.text[-1]} is not understood"

    [fault] = check(load(base()), replay)
    assert (fault.code, fault.severity) == ("S10", "error")
    assert fault.where.line == line_of(base()[MAIN], "  - name: a kit")
    assert "narcan is not understood" in fault.what


def test_a_replay_that_goes_well_says_nothing() -> None:
    assert check(load(base()), lambda edition, example: None) == ()


def test_sentences_in_more_languages_than_the_line_has_are_welcome() -> None:
    assert findings(edited(SAYINGS, "es: [espanol]", "es: [espanol], fr: [francais]")) == ()


def test_a_missing_phrases_folder_is_two_findings_a_language_and_not_sixty() -> None:
    files = {name: text for name, text in base().items() if name != SAYINGS}
    assert len(findings(files)) == 4


def test_without_a_main_flow_there_is_one_finding() -> None:
    files = {name: text for name, text in base().items() if name != MAIN}
    assert [f.code for f in findings(files)] == ["F10"]
    assert [f.code for f in findings({})] == ["F10"]


def test_a_flow_that_nothing_leads_into_is_one_finding() -> None:
    other = "flow: other\nmenus:\n" + base()["flows/intake.yaml"].split("menus:\n")[1]
    found = findings({**base(), "flows/other.yaml": other})
    assert [(f.code, f.where.file) for f in found] == [("G01", "flows/other.yaml")]


def test_a_canadian_number_makes_parts_smaller() -> None:
    files = edited(
        MAIN,
        "What you asked for is at 12 Elm Street, Monday to Friday. It is naloxone, and free.",
        "word. " * 26,
    )
    files[MAIN] = files[MAIN].replace("max_parts: 3", "max_parts: 1")
    american = check(load(files, numbers=["+12125550199"]))
    canadian = check(load(files, numbers=["+15062345678"]))
    assert american == ()
    assert {f.code for f in canadian} == {"T04"}


def _run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, arguments)
    return result.exit_code, result.output


def _folder(tmp_path: Path, before: str, after: str) -> str:
    for name, text in edited(MAIN, before, after).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return str(tmp_path / "flows")


def test_the_command_says_what_it_did_not_check() -> None:
    status, output = _run(str(BASE))
    assert status == 0
    assert output.startswith("0 errors, 0 warnings, 0 notes.")
    assert all(code in output for code in SKIPPED)


def test_the_command_fails_on_an_error(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "- go: naloxone", "- go: nalxone")
    status, output = _run(folder)
    assert status == 1
    assert f'{folder}/main.yaml:51: error F07: option 2 of "home" goes to "nalxone"' in output
    assert 'Fix: did you mean "naloxone" (line' in output


def test_the_command_fails_on_a_warning_only_when_it_is_strict(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "    offer: [talk]\n", "")
    assert _run(folder)[0] == 0
    assert _run(folder, "--strict")[0] == 1


def test_the_command_prints_json(tmp_path: Path) -> None:
    status, output = _run(_folder(tmp_path, "- go: naloxone", "- go: nalxone"), "--json")
    report = json.loads(output)
    assert status == 1
    assert report["errors"] == 1
    assert report["findings"][0]["code"] == "F07"
    assert report["findings"][0]["line"] == 51


def test_the_command_refuses_a_folder_that_is_not_there() -> None:
    assert _run("nowhere at all")[0] == 2


def test_the_command_reads_files_that_are_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "main.yaml").write_bytes(b"flow: main\nstart: caf\xe9\n")
    status, output = _run(str(tmp_path))
    assert status == 1
    assert "main.yaml:2: error F01: the file is not written in UTF-8" in output


def test_a_direct_line_names_a_rotation_that_there_is() -> None:
    before = "{start: home, languages: [es]}"
    direct = "{mode: direct, rotation: night, languages: [es]}"
    book = load(edited(MAIN, before, direct)).book
    line = book.line_of("+12125550123") if book else None
    assert line
    assert (line.mode, line.rotation, line.languages) == ("direct", "night", ("es",))

    wrong = direct.replace("night", "nihgt")
    assert "S01" in {fault.code for fault in findings(edited(MAIN, before, wrong))}
    wrong = direct.replace("direct", "dirct")
    assert "F06" in {fault.code for fault in findings(edited(MAIN, before, wrong))}
