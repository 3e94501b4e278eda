"""What we write back becomes the carrier's markup (TwiML), well formed and within its limits."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from hotline.domain.replies import TextReply
from hotline.flow.text import LONGEST, tidy

_HEAD = '<?xml version="1.0" encoding="UTF-8"?><Response>'
NOTHING = _HEAD + "</Response>"  # no answer at all, said in the carrier's words


def texts(replies: Sequence[TextReply], status_url: str) -> str:
    """The answer to a text. What becomes of a reply is told at `status_url`, its receipt behind it.

    Written by hand: the library takes longer for it than all the rest of a turn.
    """
    return f"{_HEAD}{''.join(_message(reply, status_url) for reply in replies)}</Response>"


def _message(reply: TextReply, status_url: str) -> str:
    told = f" statusCallback={quoteattr(status_url + reply.receipt)}" if reply.receipt else ""
    return f"<Message{told}>{escape(tidy(reply.body)[:LONGEST])}</Message>"
