"""What is said to the line itself wherever somebody is in a talk: by the whole text, letter for
letter."""

from __future__ import annotations

from hotline.flow.edition import Edition
from hotline.flow.index import Command
from hotline.flow.text import tidy
from hotline.flow.words import normalise, normalised_word

_OWN = ("forget", "clear", "privacy", "stop", "menu")
# Also understood in words of plain talk (`hello`, `home`, `took my phone`, `private`), which are
# for a person: of these it has to be the word that is taught.
_ALSO_TALK = frozenset({"menu", "privacy"})
_MOST = 200  # letters: nothing longer is one of these


def lines_own(edition: Edition, body: str) -> str:
    """The command that a text is: `forget`, `clear`, `privacy`, `stop` or `menu`; else empty."""
    if len(body) > _MOST:
        return ""
    said = normalise(tidy(body))
    lexicon = edition.lexicon
    found = [*lexicon.commands.exactly(said), *lexicon.stop.exactly(said)]
    names = {entry.target.name for entry in found if isinstance(entry.target, Command)}
    names -= {name for name in _ALSO_TALK if said not in _taught(edition, name)}
    return next((name for name in _OWN if name in names), "")


def _taught(edition: Edition, command: str) -> set[str]:
    """The first word of each language."""
    words = edition.book.words[command].by_language.values()
    return {normalised_word(of_one[0].text) for of_one in words if of_one}
