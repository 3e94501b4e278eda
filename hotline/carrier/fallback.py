"""The documents that the carrier's fallback address gives while nothing of ours answers.

They are static: they lie somewhere else, and nobody is asked to press 1. So a number that may have
a voicemail is a poor choice for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from twilio.twiml.voice_response import VoiceResponse

from hotline.carrier import twiml
from hotline.carrier.voice import say
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply

RINGS = 20  # seconds a number is rung; then the next


def for_texts(said: Mapping[str, str]) -> str:
    """What a text gets: every language in one message."""
    return twiml.texts([TextReply("\n".join(said.values()))], "")


def for_calls(moment: Mapping[str, str], said: Mapping[str, str], numbers: Sequence[Phone]) -> str:
    """What a caller gets: the numbers are rung one by one, then what is said, twice."""
    response = VoiceResponse()
    if numbers:
        for language, words in moment.items():
            response.append(say(words, language))
    for number in numbers:
        response.dial(number.e164, timeout=RINGS)
    for _ in range(2):
        for language, words in said.items():
            response.append(say(words, language))
            response.pause(length=1)
    response.hangup()
    return str(response)
