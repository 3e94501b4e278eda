"""What an edit changes for people, compared with what was published before."""

from __future__ import annotations

from hotline.flow.check import check
from hotline.flow.fault import Fault
from hotline.flow.load import load
from tests.flow.folder import INTAKE, MAIN, SAYINGS, TODAY, base, edited, line_of

_NALOXONE = "      - go: naloxone\n        en: get naloxone\n        es: conseguir naloxona\n"
_TALK = "      - go: talk\n        en: talk with a peer\n        es: hablar con alguien\n"


def _found(files: dict[str, str]) -> tuple[Fault, ...]:
    return check(load(files), today=TODAY, before=load(base()).book)


def test_files_that_are_what_is_published_change_nothing() -> None:
    assert _found(base()) == ()


def test_a_number_that_callers_have_learnt_is_not_moved_unseen() -> None:
    files = edited(MAIN, _TALK + _NALOXONE, _NALOXONE + _TALK)
    found = _found(files)
    assert [(fault.code, fault.severity) for fault in found] == [("M07", "warning")] * 2
    assert found[0].where == (MAIN, line_of(files[MAIN], "      - go: naloxone"))
    assert '"naloxone" was 2 in "home" and is now 1' in found[0].what

    kept = _NALOXONE + "        key: 2\n" + _TALK + "        key: 1\n"
    assert _found(edited(MAIN, _TALK + _NALOXONE, kept)) == ()


def test_a_new_option_at_the_end_moves_nothing() -> None:
    files = edited(
        INTAKE, "\ncards:\n", "      - {go: main.nobody, en: others, es: otras}\n\ncards:\n"
    )
    assert _found(files) == ()


def test_a_translation_that_stayed_behind_is_named() -> None:
    files = edited(MAIN, "en: Tuesdays at Elm Street.", "en: Fridays at Elm Street.")
    [fault] = _found(files)
    assert (fault.code, fault.severity) == ("T02", "warning")
    assert fault.where == (MAIN, line_of(files[MAIN], "es: Los martes"))

    files[MAIN] = files[MAIN].replace("es: Los martes", "es: Los viernes")
    assert _found(files) == ()


def test_a_translation_that_is_right_all_the_same_is_acknowledged() -> None:
    files = edited(
        MAIN,
        "  testing:\n    text:\n      en: Tuesdays at Elm Street.",
        "  testing:\n    ok: T02 only a comma\n    text:\n      en: Tuesdays, at Elm Street.",
    )
    assert _found(files) == ()
    assert check(load(files), today=TODAY) == ()  # nobody says "not found" where nobody looked


def test_a_place_that_was_not_there_before_has_nothing_to_compare() -> None:
    before = {name: text for name, text in base().items() if name != SAYINGS}
    assert check(load(base()), today=TODAY, before=load(before).book) == ()
