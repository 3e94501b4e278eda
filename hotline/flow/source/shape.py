"""What a field may hold, as JSON Schema says it.

The reader's tables name a shape for each field, so that what an editor accepts is what the reader
knows (`hotline schema`). A shape is looser than the checker: it knows forms, not names or sizes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Shape = Mapping[str, object]
Fields = Mapping[str, Shape]

LANGUAGE_NAME = "[a-z]{2,3}"
DURATION = r"(\d{1,4}) (second|minute|hour|day)s?"

# One value: an editor may take `no`, `12` and `0` for more than text.
VALUE: Shape = {"type": ["string", "number", "boolean"]}
VALUES: Shape = {"anyOf": [VALUE, {"type": "array", "items": VALUE}]}
DATE: Shape = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
DURATION_WORDS: Shape = {"type": "string", "pattern": f"^{DURATION}$"}
COUNT: Shape = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 99},
                          {"type": "string", "pattern": "^[1-9][0-9]?$"}]}  # fmt: skip
KEY: Shape = {"enum": [*"012345678", *range(9)]}
YES_NO: Shape = {"enum": ["yes", "no", True, False]}
OK: Shape = {"anyOf": [{"$ref": "#/$defs/ok"}, {"type": "array", "items": {"$ref": "#/$defs/ok"}}]}
TEXT: Shape = {"$ref": "#/$defs/text"}
WORDS: Shape = {"$ref": "#/$defs/words"}
DEFINITIONS: Fields = {
    "ok": {"type": "string", "pattern": r"^[A-Z]\d\d\s+\S"},
    "text": {"type": "object", "properties": {"ok": OK}, "additionalProperties": False,
             "patternProperties": {f"^(?!ok$){LANGUAGE_NAME}$": VALUE}},
    "words": {"type": "object", "properties": {"ok": OK}, "additionalProperties": False,
              "patternProperties": {f"^(?!ok$){LANGUAGE_NAME}$": VALUES}},
}  # fmt: skip


def choice(names: Iterable[str]) -> Shape:
    """One of a closed list."""
    return {"enum": list(names)}


def block(fields: Fields, needs: str = "") -> Shape:
    """Fields below each other; nothing at all is a block without any."""
    known = {**fields, "ok": OK}
    needed = {"required": [needs]} if needs else {}
    kind = "object" if needs else ["object", "null"]
    return {"type": kind, "properties": known, "additionalProperties": False, **needed}


def labelled(fields: Fields) -> Shape:
    """Fields, and beside them a label in each language."""
    pattern = f"^(?!(?:{'|'.join([*fields, 'ok'])})$){LANGUAGE_NAME}$"
    return {**block(fields), "patternProperties": {pattern: VALUE}}


def named(shape: Shape) -> Shape:
    """Blocks with names of the coordinator's own."""
    return {"type": ["object", "null"], "additionalProperties": shape}


def listed(shape: Shape) -> Shape:
    """A list; one alone counts as a list of one."""
    return {"anyOf": [shape, {"type": ["array", "null"], "items": shape}]}
