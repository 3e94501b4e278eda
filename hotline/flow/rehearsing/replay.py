"""An example of a flow file, played, and judged by what it says must be seen."""

from __future__ import annotations

from hotline.errors import Unfit
from hotline.flow.document import Example
from hotline.flow.edition import Edition
from hotline.flow.rehearsing.evening import Evening, Setting


def replay(edition: Edition, example: Example) -> str | None:
    """Play an example from a flow file. None: it came true; else what went wrong, in words."""
    setting = Setting(example.at, example.language, example.line, example.on, example.hidden)
    lines = (*example.text, *((":call", *example.phone) if example.phone else ()))
    try:
        evening = Evening(edition, setting)
        said = [shown.text for line in lines for shown in evening.play(line)]
    except Unfit as wrong:
        return str(wrong)
    return _judged(example, said, evening.place)


def _judged(example: Example, said: list[str], place: str) -> str | None:
    rest = "\n".join(said)
    for awaited in example.sees:
        at = rest.find(awaited)
        if at < 0:
            last = said[-1] if said else ""
            return f'"{awaited}" was not seen; the last answer was "{last[:60]}"'
        rest = rest[at + len(awaited) :]
    if example.reaches and example.reaches not in (place, place.split(".")[-1]):
        return f'it ended at "{place}" and not at "{example.reaches}"'
    return None
