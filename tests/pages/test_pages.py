"""The pages that coordinators learn from do not lie: each of their examples is tried."""

from __future__ import annotations

import re

import pytest

from tests.pages.pages import (
    ROOT,
    Block,
    blocks,
    edition_for,
    findings,
    heard,
    loaded_with,
    rehearsed,
    whole,
)

PAGES = [ROOT / "docs" / name for name in ("coordinators.md", "flows.md")]
EACH = [(whole(found), block) for page in PAGES for found in [blocks(page)] for block in found]
WHERE = [block.where for _, block in EACH]


@pytest.mark.parametrize(("line", "block"), EACH, ids=WHERE)
def test_an_example_has_the_findings_that_the_page_tells_of(line: Block, block: Block) -> None:
    loaded, laid = loaded_with(line, block)

    found = findings(loaded, laid)
    more = {said for said, severity in found.items() if severity != "note"} - set(block.says)
    assert set(block.says) <= found.keys(), "\n".join(found)
    assert not more or (block.bad and not block.says), "\n".join(found)
    assert block.bad or not block.says, "what is not to be copied is marked as bad"


@pytest.mark.parametrize(("line", "block"), EACH, ids=WHERE)
def test_a_conversation_goes_as_the_page_has_it(line: Block, block: Block) -> None:
    loaded, _ = loaded_with(line, block)

    for talk in block.talks:
        assert rehearsed(edition_for(loaded), talk) == joined(talk)
    for call in block.calls:
        assert heard(edition_for(loaded), call) == re.sub(r"\n +", " ", call.rstrip())


def joined(talk: str) -> str:
    """Long lines of an answer may be broken on the page: four blanks go on."""
    return re.sub(r"\n {4,}", " ", talk.rstrip())
