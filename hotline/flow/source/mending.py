"""What a parser's cryptic refusal most likely means, and the quoting that mends it.

Only the kind of refusal and its line are taken from the parser; its message, which shows the
source line, goes nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from hotline.flow.document import Where
from hotline.flow.fault import Fault

_VALUE = re.compile(r"(?:-\s+)*(?:[^\s'\"{\[#:][^:#]*:\s+)?(?P<value>.*)", re.DOTALL)
_QUOTE_ALL = 'put the whole text in quotes: "…"'
_SIGNS = {
    "@": "a text that begins with @ needs quotes",
    "`": "a text that begins with a backtick (`) needs quotes",
    "%": "a text that begins with % needs quotes",
    "*": "a text that begins with * needs quotes",
    "&": "a text that begins with & needs quotes",
    "!": "a text that begins with ! needs quotes",
    "|": "a text that begins with | needs quotes",
    ">": "a text that begins with > needs quotes",
    "{": "a text that begins with a brace { needs quotes",
    "[": "a bracket [ is opened and not closed, or a text begins with one",
    '"': 'a quote " is opened and not closed, or text follows after the closing one',
    "'": "a quote ' is opened and not closed, or there is another ' inside",
}
_FIXES = {
    "[": "close it with ], or put the whole text in quotes",
    '"': "put one \" at the beginning and one at the end, and use ' inside",
    "'": 'put the whole text in double quotes: "…"',
}


class Refused(Exception):
    """The file asks for something a flow never needs."""

    def __init__(self, line: int, what: str, fix: str, code: str = "F01") -> None:
        super().__init__(code)
        self.line, self.what, self.fix, self.code = line, what, fix, code

    def fault(self, file: str) -> Fault:
        """The same as a finding."""
        return Fault(Where(file, self.line), "error", self.code, self.what, self.fix)


def refuse_event(event: yaml.Event, line: int) -> None:
    """Anchors, aliases and tags are refused: they are nearly always a text without its quotes."""
    if isinstance(event, yaml.AliasEvent):
        raise Refused(line, _SIGNS["*"], _QUOTE_ALL)
    if getattr(event, "anchor", None) is not None:
        raise Refused(line, _SIGNS["&"], _QUOTE_ALL)
    if getattr(event, "tag", None) is not None:
        raise Refused(line, _SIGNS["!"], _QUOTE_ALL)


def mend(file: str, text: str, error: yaml.YAMLError) -> Fault:
    """A parser's error as a finding with the likely fix."""
    lines = text.split("\n")
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    at = min(mark.line if mark else 0, len(lines) - 1)
    opened = _opened(lines, at, min(context.line if context else at, at))
    problem = str(getattr(error, "problem", ""))
    if context and "quoted scalar" in str(getattr(error, "context", "")):
        opened = min(context.line, at)
    line, what, fix = _cause(lines, at, opened, problem)
    return Fault(Where(file, line + 1), "error", "F01", what, fix)


def _opened(lines: list[str], at: int, since: int) -> int | None:
    """The nearest line above `at` that opens a quote or bracket and does not close it by then."""
    for number in range(at, max(since, at - 60) - 1, -1):
        value = _value(lines[number])
        if _left_open(value) and _left_open("\n".join([value, *lines[number + 1 : at]])):
            return number
    return None


def _cause(lines: list[str], at: int, opened: int | None, problem: str) -> tuple[int, str, str]:
    value = _value(lines[at])
    sign = value[:1]
    if "mapping values" in problem:
        return _colon(lines, at)
    if opened is not None and not (opened == at and sign not in "\"'[{"):
        sign = _value(lines[opened])[:1]
        sign = sign if sign in _CLOSINGS else '"'
        return opened, _SIGNS[sign], _FIXES.get(sign, _QUOTE_ALL)
    if sign in _SIGNS and not (sign in "\"'[{" and _whole(value)):
        return at, _SIGNS[sign], _FIXES.get(sign, _QUOTE_ALL)
    if lines[at].lstrip(" -").startswith("*"):
        return at, _SIGNS["*"], _QUOTE_ALL
    if sign in ("{", "["):
        return at, "a text inside the braces or brackets holds a colon or a bracket", _QUOTE_ALL
    above = max(at - 1, 0)
    if re.search(r"\S\s+#", lines[above]) and not re.search(r":\s+#", lines[above]):
        return above, "the text is cut at # and goes on in the next line", _QUOTE_ALL
    return at, "this line does not fit the ones above", _INDENT


_INDENT = (
    "begin it with as many spaces as the lines it belongs to, and see that each name ends with a"
    " colon and a space"
)


def _colon(lines: list[str], at: int) -> tuple[int, str, str]:
    above = _value(lines[at - 1]) if at else ""
    if re.search(r":\s", _value(lines[at]) + " "):
        return at, "a text with a colon inside needs quotes", _QUOTE_ALL
    if above and not above.endswith(":"):
        return at, "the line above is not finished, or this one is indented too far", _INDENT
    return at, "a colon stands where none is expected", _QUOTE_ALL


def _value(line: str) -> str:
    found = _VALUE.match(line.strip())
    return found["value"] if found else ""


def _left_open(value: str) -> bool:
    return value[:1] in _CLOSINGS and not _CLOSINGS[value[0]](value)


def _quoted(value: str) -> bool:
    """Whether a quoted text ends where its quote ends (a comment may follow)."""
    mark = value[0]
    inside = r"(?:[^']|'')*" if mark == "'" else r'(?:[^"\\]|\\.)*'
    return bool(re.fullmatch(rf"{mark}{inside}{mark}\s*:?\s*(?:#.*|:\s.*)?", value, re.DOTALL))


def _bracketed(value: str) -> bool:
    closing = {"[": "]", "{": "}"}[value[0]]
    return value.count(value[0]) == value.count(closing) and bool(
        re.search(rf"\{closing}\s*(?:#.*)?$", value, re.MULTILINE)
    )


_CLOSINGS: dict[str, Callable[[str], bool]] = {
    '"': _quoted,
    "'": _quoted,
    "[": _bracketed,
    "{": _bracketed,
}


def _whole(value: str) -> bool:
    return _CLOSINGS[value[0]](value)
