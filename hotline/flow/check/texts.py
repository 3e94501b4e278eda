"""Rules on texts: languages, emptiness, letters nobody sees, what a voice cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.flow.check.said import all_texts, line_of
from hotline.flow.document import Book, Text
from hotline.flow.fault import Fault

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufff9-\ufffb\t]"
)
_WEB = re.compile(
    r"https?://|\bwww\.|\b[\w-]{1,63}\.(?:org|com|net|gov|edu|info|io|ca|us|mx|es|fr)\b"
)
_MAIL = re.compile(r"\S@\S")
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{2,}\b")
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f]")
_WORD = re.compile(r"[^\W\d_]+")
_A_SENTENCE = 4  # words; names and places are often the same in two languages
_UNSAYABLE = (
    (_WEB, "the web address"),
    (_MAIL, "the e-mail address"),
    (_EMOJI, "the emoji"),
    (_CAPITALS, "the capitals"),
)
_NUMBERED = re.compile(
    r"\b(?:press|reply|type|dial|oprim[ae]|marqu?[ae]|puls[ae]|presion[ae]|respond[ae]|escrib[ae]"
    r"|appuyez sur|tapez|faites|répondez)\s+(?:with |con |el |le |par )?\d\b",
    re.IGNORECASE,
)


def missing(book: Book) -> Iterator[Fault]:
    """T01: a text that is not there in one of the languages."""
    for said in all_texts(book):
        for at, language in enumerate(book.languages):
            if language not in said.text.said:
                severity = "warning" if at else "error"
                what = f'{said.of} is missing in "{language}"'
                fix = f"add a line: {language}: and the text"
                if severity == "error":
                    yield Fault(said.text.where, "error", "T01", what, fix)
                elif said.text.said:
                    yield Fault(said.text.where, "warning", "T01", what, fix)


def same_in_two_languages(book: Book) -> Iterator[Fault]:
    """T11: a translation that was forgotten: the same sentence twice."""
    for said in all_texts(book):
        seen: dict[str, str] = {}
        for language, sentence in said.text.said.items():
            first = seen.setdefault(sentence.casefold(), language)
            if first != language and len(_WORD.findall(sentence)) >= _A_SENTENCE:
                what = f"{said.of} is the same in {first} and {language}"
                yield Fault(line_of(said.text, language), "warning", "T11", what, "translate it")


def empty(book: Book) -> Iterator[Fault]:
    """T03: a text with nothing in it."""
    for said in all_texts(book):
        for language, text in said.text.said.items():
            if not text.strip():
                what = f"{said.of} is empty ({language})"
                fix = "write the text"
                yield Fault(line_of(said.text, language), "error", "T03", what, fix)


def invisible(book: Book) -> Iterator[Fault]:
    """T06: letters that nobody sees and that cost parts."""
    for said in all_texts(book):
        yield from _invisible(said.text, said.of)
    for name, phrase in book.phrases.items():
        yield from _invisible(phrase, f'the sentence "{name}"')


def _invisible(text: Text, of: str) -> Iterator[Fault]:
    for language, sentence in text.said.items():
        found = sorted({f"U+{ord(letter):04X}" for letter in _INVISIBLE.findall(sentence)})
        if found:
            what = f"{of} holds invisible characters ({', '.join(found)})"
            fix = "type the text again, instead of pasting it"
            yield Fault(line_of(text, language), "warning", "T06", what, fix)


def hard_to_say(book: Book) -> Iterator[Fault]:
    """T07: what a voice reads out as letters or nonsense."""
    sayable = _words_in_small_letters(book)
    for said in all_texts(book):
        for language, sentence in said.text.said.items() if said.spoken else ():
            found = _hard(sentence, sayable)
            if found:
                what = f"{said.of} is spoken, and {found} is hard to say"
                card = said.of.startswith("the text of")
                fix = "add say: with words for the ear" if card else "use words that can be said"
                yield Fault(line_of(said.text, language), "warning", "T07", what, fix)


def _words_in_small_letters(book: Book) -> set[str]:
    """NOT and MENU are words, HIV is not: a word is also written small somewhere in the book."""
    sentences = [text for said in all_texts(book) for text in said.text.said.values()]
    listed = (words for named in book.words.values() for words in named.by_language.values())
    sentences += [word.text for words in listed for word in words]
    return {word for sentence in sentences for word in _WORD.findall(sentence) if word.islower()}


def _hard(sentence: str, sayable: set[str]) -> str:
    for pattern, kind in _UNSAYABLE:
        for found in pattern.findall(sentence):
            if found.casefold() not in sayable:
                return f'{kind} "{_around(sentence, found)}"'
    return ""


def _around(sentence: str, found: str) -> str:
    return next((word for word in sentence.split() if found in word), found).strip(".,;:()")


def written_numbers(book: Book) -> Iterator[Fault]:
    """T10: numbers are made for each menu; a written one will be wrong one day."""
    for said in all_texts(book):
        for language, sentence in said.text.said.items():
            found = _NUMBERED.search(sentence)
            if found:
                what = f'{said.of} says "{found[0]}", but the line numbers options by itself'
                fix = "take it out, and make it an option of a menu or an offer of the card"
                yield Fault(line_of(said.text, language), "warning", "T10", what, fix)
