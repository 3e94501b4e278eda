"""A rule on translations that wait for a second reader."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.flow.document import Book
from hotline.flow.fault import Fault


def drafts(book: Book) -> Iterator[Fault]:
    """T16: a language that nobody has read a second time. It is served all the same: words that may
    sound odd are better than words in a language somebody does not read."""
    for flow in book.flows.values():
        for word in flow.drafts:
            where = flow.where._replace(line=word.line)
            what = f'the words in "{word.text}" are a draft: nobody has read them a second time'
            fix = (
                "let somebody who speaks it at home read all of it aloud, then take it off drafts:"
            )
            yield Fault(where, "note", "T16", what, fix)
