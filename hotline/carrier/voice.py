"""What a caller hears becomes the carrier's markup (TwiML): valid, short, and never without end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twilio.twiml.voice_response import Conference, Number, VoiceResponse
from twilio.twiml.voice_response import Say as Spoken

from hotline.domain.replies import (
    Busy,
    CallReply,
    Dial,
    GoOn,
    HangUp,
    Heard,
    Listen,
    Meet,
    Pause,
    Play,
    Say,
)
from hotline.flow.text import tidy

# One voice a language, from the carrier's list. An unknown pair makes the whole document fail.
VOICES = {
    "en": ("Polly.Joanna", "en-US"),
    "es": ("Polly.Lupe", "es-US"),
    "fr": ("Polly.Chantal", "fr-CA"),
    "pt": ("Polly.Camila", "pt-BR"),
    "zh": ("Polly.Zhiyu", "cmn-CN"),
}
# Connection overrides: what did not connect or broke on our side is asked again, 3 times. A peer's
# key is asked about again also when the answer was slow: it may have won.
_AGAIN, _AGAIN_IF_SLOW = "#rc=3&rp=ct,5xx", "#rc=3&rp=ct,5xx,rt"
_KEYS = ("leg/key/", "peer/key/", "back/key/", "alarm/key/", "ask/key/", "ask/second/")
_AT_ONCE = 5  # people in a room at most


def say(words: str, language: str, *, slow: bool = False) -> Spoken:
    """Words in a language's own voice."""
    voice, tongue = VOICES.get(language, VOICES["en"])
    spoken = Spoken("" if slow else tidy(words), voice=voice, language=tongue)
    if slow:
        spoken.prosody(tidy(words), rate="slow")
    return spoken


@dataclass(frozen=True, slots=True)
class Voice:
    """Writes markup for a line that the carrier reaches at `public_url`."""

    public_url: str

    def markup(self, replies: Sequence[CallReply]) -> str:
        """The document. What it says last always leads on, or ends the call."""
        response = VoiceResponse()
        for reply in replies:
            self._write(response, reply)
        return str(response)

    def address(self, then: str) -> str:
        """Where the carrier asks what comes next."""
        again = _AGAIN_IF_SLOW if then.startswith(_KEYS) else _AGAIN
        return f"{self.public_url}/webhooks/{then}{again}"

    def _write(self, response: VoiceResponse, reply: CallReply) -> None:
        match reply:
            case Say() | Play() | Pause():
                self._hear(response, reply)
            case Listen():
                self._listen(response, reply)
            case GoOn(then):
                response.redirect(self.address(then), method="POST")
            case Meet():
                self._meet(response, reply)
            case Dial():
                self._dial(response, reply)
            case HangUp():
                response.hangup()
            case Busy():
                response.reject(reason="busy")

    def _hear(self, verb: VoiceResponse, heard: Heard) -> None:
        match heard:
            case Say(words, language, slow):
                verb.append(say(words, language, slow=slow))
            case Play(sound):
                verb.play(f"{self.public_url}/sounds/{sound}.wav")
            case Pause(seconds):
                verb.pause(length=seconds)

    def _listen(self, response: VoiceResponse, listen: Listen) -> None:
        """A key may be pressed while we speak; silence comes back to us too, and so does whatever
        falls through."""
        gather = response.gather(
            input="dtmf",
            num_digits=None if listen.pound else 1,
            finish_on_key="#" if listen.pound else "",
            timeout=listen.seconds,
            action_on_empty_result=True,
            action=self.address(listen.then),
            method="POST",
        )
        for heard in listen.heard:
            self._hear(gather, heard)
        response.redirect(self.address(listen.then), method="POST")

    def _meet(self, response: VoiceResponse, meet: Meet) -> None:
        dial = response.dial(
            hangup_on_star=True,
            time_limit=meet.seconds,
            action=self.address(meet.then),
            method="POST",
        )
        dial.append(
            Conference(
                meet.room,
                beep="false",
                muted=True if meet.muted else None,
                start_conference_on_enter=True,
                end_conference_on_exit=meet.anchor,
                jitter_buffer_size="small",
                max_participants=_AT_ONCE,
                wait_url=self.address(meet.beat),
                wait_method="POST",
                status_callback=self.address(meet.told),
                status_callback_event="start end join leave",
                status_callback_method="POST",
            )
        )

    def _dial(self, response: VoiceResponse, reply: Dial) -> None:
        dial = response.dial(
            caller_id=reply.line.e164,
            timeout=reply.rings,
            hangup_on_star=not reply.quietly,
            time_limit=reply.seconds,
            answer_on_bridge=True if reply.quietly else None,
            action=self.address(reply.then),
            method="POST",
        )
        asked = {"url": self.address(reply.whisper), "method": "POST"} if reply.whisper else {}
        dial.append(Number(reply.to.e164, **asked))
