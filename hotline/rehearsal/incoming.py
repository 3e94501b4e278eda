"""The form that the carrier posts about an incoming text."""

from __future__ import annotations

from hotline.rehearsal import numbers, segments, world
from hotline.rehearsal.happenings import Params
from hotline.rehearsal.message import Message

# The carrier guesses the place from the number's area code; often it is empty.
PLACES = {"+1202": ("WASHINGTON", "DC", "20001", "US")}
NOWHERE = ("", "", "", "")


def params(account: str, message: Message) -> Params:
    return (
        *place("To", message.recipient),
        *place("From", message.sender),
        ("SmsMessageSid", message.sid),
        ("SmsSid", message.sid),
        ("MessageSid", message.sid),
        ("SmsStatus", "received"),
        ("Body", message.body),
        ("To", message.recipient),
        ("From", message.sender),
        ("NumMedia", str(message.media)),
        ("NumSegments", str(max(1, segments.count(message.body).parts))),
        ("AccountSid", account),
        ("ApiVersion", "2010-04-01"),
        *_channel(message.sender),
        *_pictures(account, message),
    )


def place(side: str, address: str) -> Params:
    """Where a number is, as far as its area code tells; calls carry the same guess."""
    if numbers.channel(address):  # only the telephone network has rate centres
        return ()
    city, state, code, country = PLACES.get(address[:5], NOWHERE)
    country = country or ("US" if address.startswith("+1") else "")
    names = ("City", "State", "Zip", "Country")
    return tuple((side + n, v) for n, v in zip(names, (city, state, code, country), strict=True))


def _channel(sender: str) -> Params:
    if not numbers.channel(sender):
        return ()
    return (("ProfileName", "Somebody"), ("WaId", numbers.bare(sender).lstrip("+")))


def _pictures(account: str, message: Message) -> Params:
    base = f"https://api.twilio.com/2010-04-01/Accounts/{account}/Messages/{message.sid}/Media/"
    made: list[tuple[str, str]] = []
    for nth in range(message.media):
        made.append((f"MediaContentType{nth}", "image/jpeg"))
        made.append((f"MediaUrl{nth}", base + world.drawn(message.sid, "ME", nth)))
    return tuple(made)
