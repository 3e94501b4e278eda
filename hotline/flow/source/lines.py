"""What is refused before a file is parsed at all: its size, its letters, Tabs in the indent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.flow.document import Where
from hotline.flow.fault import Fault

MOST_BYTES = 256 * 1024
# What became of bytes that are not UTF-8; control characters; and line ends that no editor shows,
# so that line numbers would differ.
_HALF = re.compile("[\ud800-\udfff\ufffd]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_TAB = re.compile(r" *\t[ \t]*[^\s#]")


def refuse_lines(file: str, text: str) -> tuple[Fault, ...]:
    """The faults that show without parsing; the first kind found is enough."""
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        what = f"the file is larger than {MOST_BYTES // 1024} KiB"
        fix = "move some of its menus and cards to another file"
        return (Fault(Where(file, 1), "error", "F01", what, fix),)
    return tuple(_letters(file, text)) or tuple(_tabs(file, text))


def _letters(file: str, text: str) -> Iterator[Fault]:
    half = _HALF.search(text)
    unfit = _UNFIT.search(text) or _LONE_RETURN.search(text)
    if half:
        what = "the file is not written in UTF-8"
        yield _error(file, text, half.start(), what, 'save it again with the encoding "UTF-8"')
    elif unfit:
        what = f"an invisible character (U+{ord(unfit[0]):04X}) stands here"
        yield _error(file, text, unfit.start(), what, "delete the line's end and type it again")


def _error(file: str, text: str, at: int, what: str, fix: str) -> Fault:
    return Fault(Where(file, text.count("\n", 0, at) + 1), "error", "F01", what, fix)


def _tabs(file: str, text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), 1):
        if _TAB.match(line):
            what = "the line begins with a Tab"
            fix = "begin it with spaces, two for each level"
            yield Fault(Where(file, number), "error", "F02", what, fix)
