"""The JSON Schema of flow and phrases files, for editors: the tables that the reader reads by."""

from __future__ import annotations

from hotline.flow.phrases import PHRASES, WORDS
from hotline.flow.source import conditions, shape
from hotline.flow.source.flows import HEADINGS
from hotline.flow.source.shape import Fields, Shape

_DRAFT = "http://json-schema.org/draft-07/schema#"  # what editors know best
_DEFINITIONS: Fields = {**shape.DEFINITIONS, "when": shape.block(conditions.FIELDS)}
_PHRASES: Fields = {
    "phrases": shape.block(dict.fromkeys(PHRASES, shape.TEXT)),
    "words": shape.block(dict.fromkeys(WORDS, shape.WORDS)),
}


def flow_schema() -> Shape:
    """Of `flows/*.yaml`."""
    return _document("A flow", HEADINGS)


def phrases_schema() -> Shape:
    """Of `flows/phrases/*.yaml`."""
    return _document("The line's own sentences and words", _PHRASES)


def _document(title: str, fields: Fields) -> Shape:
    return {"$schema": _DRAFT, "title": title, **shape.block(fields), "$defs": _DEFINITIONS}
