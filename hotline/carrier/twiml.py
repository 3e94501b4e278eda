"""Our replies become the carrier's markup (TwiML), always well formed and within its limits."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from twilio.twiml.voice_response import VoiceResponse

from hotline.domain.replies import TextReply
from hotline.flow.text import LONGEST, tidy

_HEAD = '<?xml version="1.0" encoding="UTF-8"?><Response>'
NOTHING = _HEAD + "</Response>"  # no answer at all, said in the carrier's words

# One voice a language, from the carrier's list. An unknown pair makes the whole document fail.
_VOICES = {
    "en": ("Polly.Joanna", "en-US"),
    "es": ("Polly.Lupe", "es-US"),
    "fr": ("Polly.Chantal", "fr-CA"),
}


def texts(replies: Sequence[TextReply], status_url: str) -> str:
    """The answer to a text. What becomes of a reply is told at `status_url`, its receipt behind it.

    Written by hand: the library takes longer for it than all the rest of a turn.
    """
    return f"{_HEAD}{''.join(_message(reply, status_url) for reply in replies)}</Response>"


def _message(reply: TextReply, status_url: str) -> str:
    told = f" statusCallback={quoteattr(status_url + reply.receipt)}" if reply.receipt else ""
    return f"<Message{told}>{escape(tidy(reply.body)[:LONGEST])}</Message>"


def spoken(sentences: Sequence[tuple[str, str]]) -> str:
    """A call that says these (language, words), once more, and ends."""
    response = VoiceResponse()
    for _ in range(2):
        for language, words in sentences:
            voice, tongue = _VOICES.get(language, _VOICES["en"])
            response.say(tidy(words), voice=voice, language=tongue)
            response.pause(length=1)
    response.hangup()
    return str(response)
