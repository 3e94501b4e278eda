"""A rule on words that make people hang up: what to say instead, by language.

Sources: what the movement's own texts never say; NIDA, "Words Matter"; the language guides of INPUD
and NSWP. The Spanish and French ones are the same by sense: speakers should add to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hotline.flow.check.said import all_texts, line_of
from hotline.flow.document import Book, Text
from hotline.flow.fault import Fault

# A pattern of whole words, and what to say in its place.
_INSTEAD: Mapping[str, Mapping[str, str]] = {
    "en": {
        r"(?:drug )?addicts?": "people who use",
        r"junk(?:ie|y|ies)|drugg(?:ie|y|ies)|crackheads?|dopeheads?|tweakers?": "people who use",
        r"(?:drug|substance) abus(?:e|er|ers)|abusers?": "use, people who use",
        r"alcoholics?": "people who drink",
        r"(?:get|getting|got|stay|staying|stayed|being|be|been|go|going) clean": "not using",
        r"clean (?:time|and sober)": "time without",
        r"(?:clean|dirty) (?:urine|test|tests|screen)": "a test that did or did not show use",
        r"dirty (?:needles?|syringes?|works|rigs?)": "used",
        r"relaps(?:e|es|ed|ing)": "used again",
        r"prostitut(?:e|es|ion|ing)|hookers?|whores?": "sex worker, sex work",
        r"victims?": "somebody this happened to",
        r"non-?complian(?:t|ce)|drug-seeking": "say what they chose",
        r"commit(?:s|ted|ting)? suicide": "died by suicide",
        r"illegals|illegal (?:aliens?|immigrants?)": "people without papers",
        r"the homeless|hobos?|bums": "people without housing",
    },
    "es": {
        r"(?:drog)?adict[oa]s?": "personas que usan",
        r"yonquis?|drogatas?|toxic[oó]man[oa]s?|vicios[oa]s?|marihuan[oa]s?": "personas que usan",
        r"abuso de (?:drogas|sustancias|alcohol)": "consumo",
        r"alcoh[oó]lic[oa]s": "personas que beben",
        r"(?:est[aá]r?|estoy|mantente|mantenerse|seguir|sigue) limpi[oa]s?": "sin consumir",
        r"(?:jeringas?|jeringuillas?|agujas?) sucias?": "usadas",
        r"reca(?:[ií]das?|er|e|y[oó])": "volver a usar",
        r"prostitut[oa]s?|prostituci[oó]n|putas?|rameras?": "trabajo sexual, trabajadora sexual",
        r"v[ií]ctimas?": "a quien le pasó",
        r"comet(?:er|i[oó]) suicidio": "murió por suicidio",
        r"los ilegales|inmigrantes? ilegal(?:es)?": "personas sin papeles",
    },
    "fr": {
        r"toxicos?|toxicomanes?|droguée?s?|junk(?:ie|ies|ys?)|camés?": "personnes qui consomment",
        r"accros?|toxicomanie": "consommation",
        r"abus de (?:drogues?|substances?|l'alcool|alcool)": "consommation",
        r"alcooliques?": "personnes qui boivent",
        r"(?:rester?|être|es|est|suis|devenir) clean": "sans consommer",
        r"(?:seringues?|aiguilles?) (?:sales?|souillées?)": "usagées",
        r"rechut(?:e|es|er|é)": "reprise",
        r"prostitu(?:ée?s?|tion)|putes?": "travail du sexe, travailleuse du sexe",
        r"victimes?": "la personne à qui c'est arrivé",
        r"commet(?:tre|tant)? (?:un|le) suicide": "mourir par suicide",
        r"les clandestins|immigrés? clandestins?": "personnes sans papiers",
    },
}  # fmt: skip
_ANY = {
    language: re.compile(rf"(?<!\w)(?:{'|'.join(table)})(?!\w)", re.IGNORECASE)
    for language, table in _INSTEAD.items()
}


def words_that_hurt(book: Book) -> Iterator[Fault]:
    """C01: a word that judges whoever reads it."""
    for said in all_texts(book):
        yield from _hurting(said.text, said.of)
    for name, phrase in book.phrases.items():
        yield from _hurting(phrase, f'the sentence "{name}"')


def _hurting(text: Text, of: str) -> Iterator[Fault]:
    for language, sentence in text.said.items():
        found = _ANY[language].search(sentence) if language in _ANY else None
        if found:
            what = f'{of} says "{found[0]}", a word that judges'
            fix = f"say instead: {_instead(language, found[0])}"
            yield Fault(line_of(text, language), "warning", "C01", what, fix)


def _instead(language: str, word: str) -> str:
    table = _INSTEAD[language].items()
    return next(better for pattern, better in table if re.fullmatch(pattern, word, re.IGNORECASE))
