"""A rule on words that everybody writes: as a keyword they would be found in half of all texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotline.flow.check.vocabulary import Known
from hotline.flow.document import Book
from hotline.flow.fault import Fault

_ENGLISH = """
    the and for you are was that this with have has had not but what can how who why when where get
    got want need there here they them she her him his our your its just like know now some any all
    one out about from will would could should did does don dont been were
"""
_SPANISH = """
    los las una uno unos unas por para con sin que como donde cuando quien porque muy mas pero esta
    este esto estoy estas soy eres son hay tengo tiene quiero puedo algo todo nada aqui ahi sus del
    mis tus nos les
"""
_FRENCH = """
    les des une est sont suis pas plus mais pour par avec sans que qui quoi comment quand ici dans
    sur mon mes ton tes ses nous vous ils elle elles cela avoir etre fait faire tout rien
"""
_COMMON = frozenset(f"{_ENGLISH} {_SPANISH} {_FRENCH}".split())


def too_common(book: Book, words: Sequence[Known]) -> Iterator[Fault]:
    """K06: a word so common that it takes people where they did not mean to go. Words that count
    only as the whole text are spared (those of two letters always do), and so are cries."""
    for known in words:
        anywhere = not (known.alone or known.is_label or known.is_command or known.emergency)
        if anywhere and known.phrase in _COMMON:
            what = f'"{known.written}" ({known.by}) stands in half of all texts'
            fix = "use another word, or move it to alone: where only the whole text counts"
            yield Fault(known.where, "warning", "K06", what, fix)
