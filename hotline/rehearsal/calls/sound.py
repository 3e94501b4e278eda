"""What a phone heard, with its time: the transcript that tests read and pages show.

How long things take: words at 160 a minute, a recording what control says, else what its
name says (`wait-3s.wav` is three seconds), else three; a tone half a second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hotline.rehearsal.calls.verbs import Pause, Play, Prompt, Say

WORDS_A_SECOND = 160 / 60
USUAL_RECORDING, TONE = 3.0, 0.5
FOR_EVER = 14400.0  # a loop of 0 lasts as long as any call
NAMED = re.compile(r"-(\d+(?:\.\d+)?)s\.\w+$")

APPLICATION_ERROR = "We are sorry, an application error has occurred. Goodbye."


@dataclass(frozen=True, slots=True)
class Sound:
    """Something that was heard at (or done on) one phone.

    `kind`: words, recording, tones (from the line); speech (from the people it is connected
    with); keys (pressed on it); ringing, answered, waiting, together, apart, beep, error,
    ended (what the phone shows).
    """

    serial: int
    at: float
    until: float  # earlier than planned when somebody pressed a key or hung up
    call: str
    phone: str
    kind: str
    words: str = ""
    language: str = ""
    voice: str = ""


def lasting(prompt: Prompt, recordings: Mapping[str, float], pace: float) -> float:
    """Seconds that a prompt takes. Only spoken words go at the rehearsal's pace."""
    if isinstance(prompt, Pause):
        return float(prompt.length)
    once = _spoken(prompt) * pace if isinstance(prompt, Say) else _played(prompt, recordings)
    return once * prompt.loop if prompt.loop else FOR_EVER


def _spoken(say: Say) -> float:
    return len(say.words.split()) / WORDS_A_SECOND


def _played(play: Play, recordings: Mapping[str, float]) -> float:
    if play.digits:
        return TONE * len(play.digits)
    path = play.url.split("#")[0].split("?")[0]
    path = "/" + path.split("://", 1)[-1].partition("/")[2] if "://" in path else path
    named = NAMED.search(path)
    return recordings.get(path, float(named[1]) if named else USUAL_RECORDING)
