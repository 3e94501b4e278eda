"""Our replies become the carrier's markup (TwiML), always well formed and within its limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import VoiceResponse

from hotline.domain.replies import TextReply
from hotline.flow.text import LONGEST, tidy

NOTHING = str(MessagingResponse())  # no answer at all, said in the carrier's words

# One voice a language, from the carrier's list. An unknown pair makes the whole document fail.
_VOICES = {
    "en": ("Polly.Joanna", "en-US"),
    "es": ("Polly.Lupe", "es-US"),
    "fr": ("Polly.Chantal", "fr-CA"),
}


def texts(replies: Sequence[TextReply], receipt_url: Callable[[str], str]) -> str:
    """The answer to a text. `receipt_url` gives the address under which a token's fate is told."""
    if not replies:
        return NOTHING
    response = MessagingResponse()
    for reply in replies:
        callback = {"status_callback": receipt_url(reply.receipt)} if reply.receipt else {}
        response.message(tidy(reply.body)[:LONGEST], **callback)
    return str(response)


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
