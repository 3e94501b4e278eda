"""A file under a passphrase: it opens with that one, whole, and with nothing else."""

from __future__ import annotations

import pytest

from hotline.errors import SealBroken
from hotline.store.passphrase import seal, unseal

WORDS = "correct horse battery staple señor"


def test_it_opens_with_its_passphrase_however_accents_are_typed() -> None:
    sealed = seal(b"the roster", WORDS)

    assert unseal(sealed, WORDS) == b"the roster"
    assert unseal(sealed, WORDS.replace("ñ", "n\u0303")) == b"the roster"
    assert b"roster" not in sealed


def test_it_opens_with_no_other_and_not_when_it_was_changed() -> None:
    sealed = seal(b"the roster", WORDS)
    changed = sealed[:60] + bytes([sealed[60] ^ 1]) + sealed[61:]

    for file, words in ((sealed, WORDS + " "), (changed, WORDS), (sealed[:90], WORDS), (b"", "")):
        with pytest.raises(SealBroken):
            unseal(file, words)


def test_two_files_of_the_same_tell_neither_that_nor_how_much() -> None:
    one, other = seal(b"x", WORDS), seal(b"x" * 400, WORDS)

    assert len(one) == len(other)
    assert one[17:] != seal(b"x", WORDS)[17:]
