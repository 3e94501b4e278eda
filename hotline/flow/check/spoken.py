"""A rule on the ear: how long somebody must listen before they can choose again."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.flow.check.naming import short
from hotline.flow.check.said import line_of
from hotline.flow.document import Book, Card
from hotline.flow.fault import Fault
from hotline.flow.speech import seconds, speakable

LONGEST = 25  # seconds


def too_long(book: Book) -> Iterator[Fault]:
    """T08: a card that takes longer to say than anybody keeps in mind."""
    for card in (place for place in book.places.values() if isinstance(place, Card)):
        text = card.say or card.text
        for language, sentence in text.said.items():
            takes = seconds(speakable(sentence))
            if takes > LONGEST:
                what = f'"{short(card.name)}" takes about {takes:.0f} seconds to say ({language})'
                fix = f"let say: tell the most important in {LONGEST} seconds, or use more:"
                yield Fault(line_of(text, language), "warning", "T08", what, fix)
