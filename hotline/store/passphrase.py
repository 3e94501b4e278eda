"""What leaves the store as a file: sealed under a passphrase, which is slow and costly to guess."""

from __future__ import annotations

import unicodedata
import zlib

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from hotline.errors import SealBroken
from hotline.store import dice
from hotline.store.vault import Box, Random

# Says with which costs its key was made: others need another head.
_HEAD = b"hotline backup 1\n"
_COSTS = {"n": 2**17, "r": 8, "p": 1}  # 128 MiB and a third of a second for each guess (OWASP 2024)
_SALT, _KEY = 16, 32


def seal(blob: bytes, passphrase: str, random: Random = dice.random) -> bytes:
    """Its length tells little of how much is in it."""
    salt = random(_SALT)
    box = Box(_key(passphrase, salt), random)
    return _HEAD + salt + box.seal("backup", zlib.compress(blob), _HEAD.decode())


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """Raises SealBroken when it is another passphrase, or not a whole file of ours."""
    if not sealed.startswith(_HEAD):
        raise SealBroken("not a backup of ours, or one of another build")
    salt, rest = sealed[len(_HEAD) :][:_SALT], sealed[len(_HEAD) + _SALT :]
    try:
        return zlib.decompress(Box(_key(passphrase, salt)).open("backup", rest, _HEAD.decode()))
    except SealBroken:
        raise SealBroken("another passphrase, or a file that was changed or cut off") from None


def _key(passphrase: str, salt: bytes) -> bytes:
    """However a keyboard writes its accents."""
    text = unicodedata.normalize("NFC", passphrase).encode()
    return Scrypt(salt=salt, length=_KEY, **_COSTS).derive(text)
