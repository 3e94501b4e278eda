"""The few sounds of the line, made here: soft notes for somebody who waits, and nothing else."""

from __future__ import annotations

import io
import math
import struct
import wave
from functools import cache

from flask import Blueprint, Response

sounds = Blueprint("sounds", __name__, url_prefix="/sounds")

_RATE = 8000  # samples a second: what a telephone carries
_LOUD = 2600  # of 32767: a hum under the words, not a tone over them
# Each sound: its notes (Hz), each a second long, faded in and out.
_SOUNDS = {"wait-3s": (220.0, 277.2, 329.6), "soft-2s": (220.0, 220.0)}


@sounds.get("/<name>.wav")
def sound(name: str) -> Response:
    """A sound; the carrier keeps it for a day."""
    if name not in _SOUNDS:
        return Response(status=404)
    return Response(_wave(name), mimetype="audio/wav", headers={"Cache-Control": "max-age=86400"})


@cache
def _wave(name: str) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        for note in _SOUNDS[name]:
            file.writeframes(b"".join(_sample(note, at) for at in range(_RATE)))
    return made.getvalue()


def _sample(note: float, at: int) -> bytes:
    fade = math.sin(math.pi * at / _RATE)
    return struct.pack("<h", int(_LOUD * fade * math.sin(2 * math.pi * note * at / _RATE)))
