"""What people really write to a check-in, and what must never be taken for all well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.flow.checkin.words import (
    Check,
    Done,
    Enough,
    Heard,
    LikeDone,
    More,
    Ok,
    TroubleWord,
    heard,
    minutes_alone,
)
from hotline.flow.edition import Edition
from hotline.flow.words import normalise

OKS = (
    """
ok|Ok.|okay|k|kk|yes|yep|ya|good|im good|I'm good!|fine|here|alive|si|sí|bien|vale|oui
👍|❤️|👍🏽|🆗|✅
we good|were ok|we are good|on va bien|everything is ok|everything good|thanks so much im ok
so good|ok dont worry|don't worry im ok|im ok i just woke up|estoy bien no te preocupes
bien, acabo de despertar|t'inquiète ça va|ça va inquiète-toi pas|inquiétez-vous pas je vais bien
je viens de me réveiller, ça va
ok ok|OK thanks|yes im ok|all good|still here|still alive|im fine thank you so much|doing good|OK 👍
si estoy bien|todo bien|toy bien gracias|sigo viva|aquí sigo|muy bien|sip
ça va|ça va bien|je vais bien|oui merci|toujours là|tout est correct|je suis en vie|ok merci
está bien|todo está bien|thank u im good|c'est correct|tout est ok|k thanks|K!
am ok|alive and well|everything's fine|pretty good
sorry fell asleep im ok|i feel ok|ok 🙏|im good 😂
ya estoy bien|ando bien|perdón estoy bien|todo tranquilo
ça va ben|pas pire|je me sens bien|désolé ça va
okk|okkkk|yesss|siii|ouiii|goood|0k|o k|awake|im awake|estoy despierta
Liked “9:40. OK if all is well. MORE for 20 more. 0 for a person.”
Loved "9:40. OK if all is well."
👍 to “9:40. OK if all is well.”
❤️ a “9:40. OK si todo va bien.”
Liked “12:20pm. OK if all is we…”
Loved “Checking again. OK if all is well. We call this phone now.”
Le gustó “9:40. OK si todo va bien.”
A aimé « 21h40. OK si tout va bien. »
Reacted 👍 to “9:40. OK if all is well.”
""".strip()
    .replace("\n", "|")
    .split("|")
)
# A person is to look at each of these.
NOT_OKS = (
    """
ok thanks for everything im sorry|its all so much. ok|dont worry|no te preocupes
dont worry about me ok|gracias por todo estoy bien
not ok|im not ok|no|nope|no good|not good|idk|help|ok not ok|👎|💔|🆘|ok 🆘|ok 👎
hes here|he is ok|?|ok?? no|ok?|¿todo bien?|ça va?|all good?|done?|k?|noooo|oj|ol|ik|🙂|😊|😴|💀|🙏
good night|goodbye|over|end it all|its all over|no estoy bien|mal|ayuda|ya no|ça va pas|pas bien
non|mal en point
here please|yes please|ok pls|aqui por favor|si por favor|si porfa|oui svp|ici svp|je suis là svp
está aquí|todavía está aquí|est ici|hey u here|you still here|hey you awake|am i ok|is it safe now
is all well|im on k|doing k|im in a k|ça va plus|je vais plus|suite 15|im in suite 15|me more
hey am i ok|so am i ok|simon is here|all good simon|ya vale
k in me|k is good|yes in me|im in here|aqui dentro
dans ici|its here in
suis-je vivant|ok 😭|ok :(|k :'(|fine =/|good ☠️|here 🚑|k 💉|im ok 🖕|ok 💀
0 more|more 0|2 more in me
Liked “Not sure what that means, so we are asking a person to look. Text OK if all is well.”
Liked “Je vais essayer encore une fois”|Loved “OK”
Loved “are you dying”|Reacted ❤️ to “do you need help”|Liked “Noted. Still on for 9:20pm.”
still here please|ici stp|oui s'il te plait|si plis|dale
Disliked “9:40. OK if all is well.”
Questioned “9:40. OK if all is well.”
👎 to “9:40. OK if all is well.”
💔 to “9:40. OK if all is well.”
Removed a like from “9:40. OK if all is well.”
I'm driving with Do Not Disturb While Driving turned on. I'll see your message when I get there.
ok so listen he took all of it and now he will not wake up and i do not know
""".strip()
    .replace("\n", "|")
    .split("|")
)


def of(edition: Edition, body: str) -> Heard | None:
    return heard(edition.lexicon, body, normalise(body))


@pytest.mark.parametrize("body", OKS)
def test_all_of_these_are_ok(edition: Edition, body: str) -> None:
    assert of(edition, body) == Ok()


@pytest.mark.parametrize("body", NOT_OKS)
def test_none_of_these_stops_the_clock(edition: Edition, body: str) -> None:
    assert not isinstance(of(edition, body), Ok | Done | More)


@pytest.mark.parametrize(
    ("body", "minutes"),
    [
        ("more", None), ("More.", None), ("mas", None), ("plus", None), ("more 15", 15),
        ("15 more", 15), ("more 15 min", 15), ("mas 15", 15), ("15 más", 15), ("plus 15", 15),
        ("15 de plus", 15), ("MORE 15MIN", 15), ("more15", 15), ("more 1.5", "?"),
        ("15 more minutes please", 15), ("more 1 hour", 60),
        ("another 20", 20), ("otros 15", 15), ("more time", "?"), ("more 15 20", "?"),
        ("no more 15", "?"), ("more dope", "?"),
    ],
)  # fmt: skip
def test_later(edition: Edition, body: str, minutes: int | str | None) -> None:
    expected = None if minutes == "?" else More(minutes)  # type: ignore[arg-type]
    assert of(edition, body) == expected


@pytest.mark.parametrize(
    ("body", "minutes"),
    [
        ("check 20", 20), ("CHECK 20", 20), ("Check 20.", 20), ("checkin 20", 20),
        ("check in 20", 20), ("check me in 20 min", 20), ("check on me in 20 minutes please", 20),
        ("check 20min", 20), ("check 1 hour", 60), ("check 2h", 120), ("chekc 20", 20),
        ("check five", 5), ("check", None), ("check in", None), ("revisa 20", 20),
        ("revísame en 20 min", 20), ("surveille-moi 20 min", 20),
        ("veille 20", 20), ("vérifie dans 20 minutes", 20),
        ("check 4471", 4471), ("check 0", 0), ("check the plate 4471", "?"), ("check john", "?"),
        ("check 20 30", None), ("check please dont", "?"), ("checks", "?"),
        ("check 999999", 999999),
        ("que me revisen en 20 min", 20), ("me puedes revisar en 20", 20),
        ("puedes revisar mi dope", "?"), ("revisa media hora", None),
        ("CHECK20", 20), ("check20", 20), ("check20min", 20), ("checkin15", 15),
        ("pls check 20", 20),
        ("hey check me in 20", 20), ("ok check 20", 20), ("CHECK:20", 20), ("check 1h", 60),
        # No number of minutes, but a time: how long is asked, and nothing is guessed.
        ("check 1h30", None), ("check 1.5 hours", None), ("check 2.5", None),
        ("check half an hour", None), ("check an hour", None), ("check 9:40", None),
        ("check 2 bags", "?"), ("check my dope", "?"),
    ],
)  # fmt: skip
def test_one_is_asked_for(edition: Edition, body: str, minutes: int | str | None) -> None:
    found = of(edition, body)
    assert (found.minutes if isinstance(found, Check) else "?") == minutes


def test_the_word_tells_the_language(edition: Edition) -> None:
    found = [of(edition, body) for body in ("check 20", "revisa 20", "veille 20")]
    told = [one.languages for one in found if isinstance(one, Check)]
    assert told == [("en", "es", "fr"), ("es",), ("fr",)]


@pytest.mark.parametrize("body", ["done", "DONE", "Done.", " done ", "listo", "fini", "Finie!"])
def test_over_is_said_exactly(edition: Edition, body: str) -> None:
    assert of(edition, body) == Done()


@pytest.mark.parametrize(
    "body", ["dose", "donde", "doen", "im done", "all done thanks", "fin", "done?"]
)
def test_what_is_near_is_asked_back(edition: Edition, body: str) -> None:
    assert of(edition, body) == LikeDone()


@pytest.mark.parametrize("body", ["dope", "clean", "black", "not done", "get it done"])
def test_what_is_far_is_nothing_of_the_kind(edition: Edition, body: str) -> None:
    assert of(edition, body) != Done()


@pytest.mark.parametrize(
    "body",
    [
        "stop checking",
        "Stop checking on me",
        "pls stop checking on me",
        "deja de revisar",
        "arrête de vérifier",
    ],
)
def test_no_more_checking(edition: Edition, body: str) -> None:
    assert of(edition, body) == Enough()


def test_a_word_of_their_own(edition: Edition) -> None:
    assert of(edition, "word blue") == TroubleWord("blue")
    assert of(edition, "Palabra azul cielo") == TroubleWord("azul cielo")
    assert of(edition, "mot") == TroubleWord("")


def test_a_number_alone(edition: Edition) -> None:
    said = ("45", "45 min", "2 hours", "in 20 minutes", "20 or 30", "later")
    assert [minutes_alone(edition.lexicon, s) for s in said] == [45, 45, 120, 20, None, None]


@given(st.text(max_size=60))
def test_whatever_is_written_is_read(edition: Edition, body: str) -> None:
    of(edition, body)


@given(st.sampled_from(["ok", "im ok", "si", "oui", "good"]), st.sampled_from(["not", "no", "pas"]))
def test_a_no_beside_it_is_never_all_well(edition: Edition, ok: str, no: str) -> None:
    assert of(edition, f"{no} {ok}") != Ok()
    assert of(edition, f"{ok} {no}") != Ok()
