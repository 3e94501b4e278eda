"""A caller and the keypad: front door, recorded help, wrong keys, silence. No store, no people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.domain.phone import Phone
from hotline.domain.replies import Say
from hotline.domain.standing import Standing
from hotline.flow.calling import door, nobody, pressed
from hotline.flow.conversation import replay
from hotline.flow.document import NOWHERE, Example, Line
from hotline.flow.edition import Edition, edition_of
from hotline.flow.load import load
from hotline.flow.oncall import CallTurn, OnCall
from hotline.flow.speech import seconds, speakable
from hotline.flow.stage import Stage, World
from tests.flow.folder import MAIN, edited

NOW = 1767283200.0


class Caller:
    """Somebody with a keypad, and what they hear."""

    def __init__(self, edition: Edition, **world: object) -> None:
        self.world = World(NOW, Phone("+12025550100"), "America/New_York", "phone", **world)
        self.edition = edition
        self.turn = self._hear(door(self._stage()))

    def press(self, *keys: str, after: float = 6.0) -> str:
        """Press some keys, one after another (empty: silence); what is heard at last."""
        for key in keys:
            assert self.turn.on, "the call is over"
            self.world = replace(self.world, now=self.world.now + after)
            self._hear(pressed(self._stage(), self.turn.on, key))
        return self.heard

    def nobody(self) -> str:
        assert self.turn.on
        self._hear(nobody(self._stage(), self.turn.on))
        return self.heard

    @property
    def on(self) -> OnCall:
        assert self.turn.on, "the call is over"
        return self.turn.on

    def _stage(self) -> Stage:
        return Stage(self.edition.book, self.edition.lexicon, self.world)

    def _hear(self, turn: CallTurn) -> CallTurn:
        self.turn = turn
        self.says = [part for part in turn.heard if isinstance(part, Say)]
        self.heard = " ".join(say.words for say in self.says)
        return turn


@pytest.fixture
def caller(edition: Edition) -> Caller:
    return Caller(edition)


def test_the_first_words_are_the_emergency_key_and_the_other_languages(caller: Caller) -> None:
    assert [say.words for say in caller.says] == [
        "Hi, glad you called. In an emergency, press 1.",
        "Español, 2.",
        "Français, 7.",
    ]
    assert [say.language for say in caller.says] == ["en", "es", "fr"]
    assert sum(seconds(say.words) for say in caller.says) < 6
    assert caller.turn.listen == 1


def test_to_stay_on_the_line_is_to_ask_for_a_person(caller: Caller) -> None:
    assert caller.press("").startswith("Ringing people now.")
    assert caller.turn.wants == "person"
    assert caller.on.step == "main.talk"


def _with_line(edition: Edition, *languages: str) -> Edition:
    """The number that is called has languages of its own."""
    line = Line(NOWHERE, "+12025550100", languages=languages)
    return edition_of(replace(edition.book, lines=(line,)))


def test_one_other_language_is_offered_at_length_and_a_third_costs_no_time(
    edition: Edition,
) -> None:
    two, three = Caller(_with_line(edition, "en", "es")), Caller(edition)
    assert two.heard.endswith("Para español, oprime 2.")
    assert seconds(three.heard) <= seconds(two.heard)
    assert two.press("7").startswith("That key does nothing here.")


@pytest.mark.parametrize("first", ["en", "es", "fr"])
def test_whichever_language_is_first_the_door_keeps_to_six_seconds(
    edition: Edition, first: str
) -> None:
    others = [language for language in ("en", "es", "fr") if language != first]
    caller = Caller(_with_line(edition, first, *others))
    assert [say.language for say in caller.says] == [first, *others]
    assert sum(seconds(say.words) for say in caller.says) + caller.turn.listen <= 6


def test_a_number_that_begins_in_french_needs_no_key(edition: Edition) -> None:
    caller = Caller(_with_line(edition, "fr", "en"))
    assert caller.heard == (
        "Bonjour et bienvenue. En cas d'urgence, fais le 1. For English, press 2."
    )
    assert caller.press("").startswith("On appelle quelqu'un.")
    assert caller.on.session.language == "fr"
    assert caller.press("2").startswith("Ringing people now.")
    assert caller.press("2").startswith("On appelle quelqu'un.")


def test_each_language_has_its_key_and_the_same_key_leads_back(caller: Caller) -> None:
    assert caller.press("7") == "Bonjour et bienvenue. En cas d'urgence, fais le 1."
    assert caller.press("2") == "Hola, gracias por llamar. En una emergencia, oprime 1."
    assert caller.press("2") == "Hi, glad you called. In an emergency, press 1."
    caller.press("7", "1")
    assert caller.says[0].language == "fr"
    assert caller.press("7").startswith("Put the phone on speaker")
    assert caller.press("7").startswith("Mets le haut-parleur")


@pytest.mark.parametrize("key", ["8", "9", "*", "#"])
def test_a_wrong_key_at_the_door_is_never_an_error(caller: Caller, key: str) -> None:
    assert caller.press(key).startswith("That key does nothing here. Ringing people now.")
    assert caller.turn.wants == "person"


def test_the_other_language_keeps_the_keys(caller: Caller) -> None:
    assert caller.press("2") == "Hola, gracias por llamar. En una emergencia, oprime 1."
    assert caller.press("").startswith("Estamos llamando a alguien.")
    assert {say.language for say in caller.says} == {"es"}


def test_while_it_rings_the_door_keys_mean_the_same(caller: Caller) -> None:
    caller.press("")
    assert "¿" not in caller.press("2")
    assert caller.heard.startswith("Estamos llamando")
    assert caller.on.at == "waiting"
    assert caller.press("3").startswith("Ayuda grabada. Materiales, oprime 1.")


def test_recorded_help_has_the_numbers_of_the_text_menu(caller: Caller) -> None:
    assert caller.press("3") == (
        "Recorded help. Supplies, press 1. A check-in, 2. What's going around, 3. My rights, 4."
        " More topics, 5. Other lines, 6. Slower, 7. Again, star. Back, 9. A person, 0."
    )


def test_a_card_is_read_and_can_be_had_as_a_text(caller: Caller) -> None:
    heard = caller.press("3", "1", "1")
    assert heard.startswith("Naloxone, without a prescription.")
    assert heard.endswith(
        "To get this as a text, press 1. More about it, 2. Again, star. Back, 9. A person, 0."
    )
    assert caller.press("1").startswith("The text is on its way.")
    assert caller.turn.text.startswith("Here is what you asked for")
    assert "whole tip" in caller.press("2").casefold()
    assert caller.press("9").startswith("Which?")


def test_nobody_offers_a_text_to_a_hidden_number(edition: Edition) -> None:
    hidden = Caller(edition, reachable=False)
    assert "as a text" not in hidden.press("3", "1", "1")
    assert "More about it, press 1." in hidden.heard


def test_wrong_keys_are_tapered_and_the_third_brings_a_person(caller: Caller) -> None:
    caller.press("3", "1", "1")
    assert caller.press("6") == (
        "6 does nothing here. Text, 1. More about it, 2. Again, star. Back, 9. A person, 0."
    )
    assert caller.press("6") == (
        "To get this as a text, press 1. More about it, press 2. To hear it again, press star."
        " To go back, press 9. For a person, press 0."
    )
    assert caller.press("6") == "Let's get you a person. Ringing now."
    assert caller.turn.wants == "person"


def test_three_silences_in_recorded_help_bring_a_person_too(caller: Caller) -> None:
    assert caller.press("3", "", "", "") == "Let's get you a person. Ringing now."


def test_slower_again_home_and_back(caller: Caller) -> None:
    caller.press("3")
    assert not caller.says[0].slow
    assert "Slower" not in caller.press("7")
    assert caller.says[0].slow
    caller.press("1", "2")
    card = caller.heard
    assert caller.press("*") == card
    assert caller.press("#").startswith("Supplies, press 1.")


def test_zero_is_a_person_everywhere(caller: Caller) -> None:
    caller.press("3", "4", "0")
    assert caller.turn.wants == "person"
    assert caller.on.at == "waiting"


def test_nobody_picks_up(caller: Caller) -> None:
    caller.press("")
    assert caller.nobody().endswith("Other lines, 6. Recorded help, 3. To try again, 0.")
    assert caller.press("6").startswith("These have people.")


def test_three_silences_after_nobody_end_with_a_word(edition: Edition) -> None:
    later = Caller(edition, standing=Standing(next_on={"peers": NOW + 7 * 3600}))
    later.press("")
    later.nobody()
    later.press("", "")
    assert later.press("") == (
        "People are on again at 6 pm. This number always gives recorded help. Goodbye."
    )
    assert later.turn.on is None


@pytest.mark.parametrize(
    ("key", "hours", "said"),
    [
        ("7", 7, "Des gens répondent de nouveau à 6 heures du soir."),
        ("7", 3.5, "Des gens répondent de nouveau à 2:30 de l'après-midi."),
        ("2", 7, "Hay gente otra vez a las 6 de la noche."),
        ("2", 19, "Hay gente otra vez a las 6 de la mañana."),
        ("2", 13, "Hay gente otra vez a las 12 de la noche."),
        ("7", 13, "Des gens répondent de nouveau à minuit."),
        ("2", 2, "Hay gente otra vez a la 1 de la tarde."),
        ("2", 2.5, "Hay gente otra vez a la 1:30 de la tarde."),
        ("2", 11, "Hay gente otra vez a las 10 de la noche."),
        ("7", 2, "Des gens répondent de nouveau à 1 heure de l'après-midi."),
        ("7", 12, "Des gens répondent de nouveau à 11 heures du soir."),
    ],
)
def test_the_hour_is_said_as_people_say_it(
    edition: Edition, key: str, hours: float, said: str
) -> None:
    later = Caller(edition, standing=Standing(next_on={"peers": NOW + hours * 3600}))
    later.press(key, "")
    later.nobody()
    assert later.press("", "", "").startswith(said)


def test_not_breathing_counts_breaths_and_needs_nobody(caller: Caller) -> None:
    assert caller.press("1").startswith("Put the phone on speaker")
    assert caller.turn.wants == "emergency"
    assert caller.press("").startswith("Shout at them.")
    assert caller.press("").startswith("Naloxone, if there is any")
    assert caller.press("").startswith("Head back.")
    assert [caller.press("", after=5) for _ in range(3)] == ["Breathe."] * 3
    assert caller.turn.listen + seconds("Breathe.") == pytest.approx(5, abs=1)


def test_the_count_says_each_minute_what_the_keys_are(caller: Caller) -> None:
    caller.press("1", "", "", "")
    heard = [caller.press("", after=5) for _ in range(50)]
    assert sum("What to tell an ambulance, 3." in said for said in heard) == 3
    assert sum("Naloxone again" in said for said in heard) == 1
    assert all(said.startswith("Breathe.") for said in heard)


def test_ambulance_words_and_back_to_the_count(caller: Caller) -> None:
    caller.press("1", "", "", "", "")
    assert caller.press("3").startswith("If you want an ambulance: dial 9 1 1")
    assert caller.press("5") == "Breathe."


def test_they_breathe_again(caller: Caller) -> None:
    caller.press("1", *[""] * 15)
    assert caller.press("2").startswith("They breathe? Roll them on their side")
    assert caller.on.at == "waiting"
    assert caller.press("1").startswith("Put the phone on speaker")


def test_an_emergency_card_chosen_by_key_is_the_count(caller: Caller) -> None:
    caller.press("1")
    assert caller.press("0").startswith("Ringing people now.")
    assert caller.turn.wants == "person"


def test_every_place_of_the_default_line_can_be_said_within_half_a_minute(
    edition: Edition,
) -> None:
    for option in "123456":
        heard = Caller(edition).press("3", option)
        assert seconds(heard) < 30, heard


def test_numbers_that_are_dialled_are_said_digit_by_digit() -> None:
    assert speakable("Ring 911 or 877-565-8860\nin 2024") == (
        "Ring 9 1 1 or 8 7 7, 5 6 5, 8 8 6 0. in 2024."
    )


@pytest.mark.parametrize(
    ("more_say", "heard"),
    [("", "Ring the bell twice."), ("Ring it, and again.", "Ring it, and again.")],
)
def test_more_is_said_in_its_own_words_where_it_has_some(more_say: str, heard: str) -> None:
    spoken = f'more_say: {{en: "{more_say}"}}\n    ' if more_say else ""
    book = load(edited(MAIN, "more: {en: Ring", f"{spoken}more: {{en: Ring")).book
    assert book
    caller = Caller(edition_of(book))
    caller.press("3", "2")
    assert heard in caller.press("2")


def test_a_question_that_ends_with_a_colon_ends_with_one_sign() -> None:
    assert speakable("More:") == "More."


def test_an_example_with_keys_is_replayed(edition: Edition) -> None:
    def goes(**said: object) -> str | None:
        return replay(edition, Example(NOWHERE, "by phone", **said))

    assert goes(phone=("silence",), reaches="talk") is None
    assert goes(phone=("3", "1", "1"), sees=("Recorded help", "without a prescription")) is None
    assert goes(phone=("3", "7"), reaches="naloxone") == (
        'it ended at "main.home" and not at "naloxone"'
    )
