"""A request to send a text: refused as the carrier would, or taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from hotline.rehearsal import life, numbers, segments, world
from hotline.rehearsal.message import FROM_API, Message
from hotline.rehearsal.refusals import Refusal, refusal
from hotline.rehearsal.world import World

Form = Mapping[str, Sequence[str]]

LONGEST, MOST_PICTURES, LONGEST_VALIDITY = 1600, 10, 36000
TRUTH = frozenset({"true", "false", "True", "False"})
CHOICES: dict[str, frozenset[str]] = {
    "ContentRetention": frozenset({"retain", "discard"}),
    "AddressRetention": frozenset({"retain", "obfuscate"}),
    "SmartEncoded": TRUTH,
    "RiskCheck": frozenset({"enable", "disable"}),
    "ProvideFeedback": TRUTH,
    "ForceDelivery": TRUTH,
    "SendAsMms": TRUTH,
    "TrafficType": frozenset({"free"}),
}
PLAIN = frozenset({"To", "From", "Body", "StatusCallback", "ValidityPeriod", "Attempt", "MaxPrice"})
KNOWN = PLAIN | frozenset(CHOICES) | {"MediaUrl", "MessagingServiceSid"}


def sent(before: World, form: Form, seed: str, now: float) -> tuple[World, Message | Refusal]:
    problem = _unknown(form) or _addresses(before, form) or _content(form) or _wishes(before, form)
    if problem:
        return before, problem
    message = _record(form, seed, now)
    return life.begin(before, message, now), message


def _one(form: Form, name: str) -> str:
    values = form.get(name) or [""]
    return values[0]


def _unknown(form: Form) -> Refusal | None:
    strange = sorted(set(form) - KNOWN)
    twice = sorted(n for n, v in form.items() if len(v) > 1 and n != "MediaUrl")
    if not strange and not twice:
        return None
    named = ", ".join(strange + twice)
    return refusal(20001, what=named, misuse=f"unknown parameter when sending: {named}")


def _addresses(before: World, form: Form) -> Refusal | None:
    to, sender = _one(form, "To"), _one(form, "From")
    code = _address_fault(before, to, sender, service=_one(form, "MessagingServiceSid"))
    if code is None:
        return None
    return refusal(code, to=to, sender=sender, what=_one(form, "MessagingServiceSid"))


def _address_fault(before: World, to: str, sender: str, service: str) -> int | None:
    if not to:
        return 21604
    if service:
        return 21705
    if not sender:
        return 21603
    if sender in numbers.MAGIC_FROM:
        return numbers.MAGIC_FROM[sender]
    if not numbers.valid(to):
        return 21211
    return numbers.MAGIC_TO.get(to) or _pair_fault(before, to, sender)


def _pair_fault(before: World, to: str, sender: str) -> int | None:
    if world.line_of(before, numbers.bare(sender)) is None:
        return 21606
    if to == sender:
        return 21266
    if numbers.channel(to) != numbers.channel(sender):
        return 21910
    return 21610 if (sender, to) in before.blocked else None


def _content(form: Form) -> Refusal | None:
    body, pictures = _one(form, "Body"), form.get("MediaUrl", ())
    if not body and not pictures:
        return refusal(21602)
    if len(body) > LONGEST:
        return refusal(21617)
    if len(pictures) > MOST_PICTURES or not all(_web(url) for url in pictures):
        return refusal(21620)
    callback = _one(form, "StatusCallback")
    if callback and not _web(callback):
        return refusal(21609, what=callback)
    return None


def _web(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _wishes(before: World, form: Form) -> Refusal | None:
    for name, allowed in CHOICES.items():
        if name in form and _one(form, name) not in allowed:
            return refusal(20001, what=name, misuse=f"unknown value of {name} when sending")
    validity = _one(form, "ValidityPeriod") or "1"
    if not validity.isdigit() or not 1 <= int(validity) <= LONGEST_VALIDITY:
        return refusal(20001, what="ValidityPeriod", misuse="ValidityPeriod is 1 to 36000 seconds")
    if before.faults.redaction:
        return None
    if _one(form, "ContentRetention") == "discard":
        return refusal(30029)  # the account has not bought Message Redaction
    return refusal(30030) if _one(form, "AddressRetention") == "obfuscate" else None


def _record(form: Form, seed: str, now: float) -> Message:
    body, media = _one(form, "Body"), len(form.get("MediaUrl", ()))
    counted = segments.smart(body) if _one(form, "SmartEncoded").lower() == "true" else body
    return Message(
        sid=world.drawn(seed, "MM" if media else "SM"),
        serial=0,
        direction=FROM_API,
        sender=_one(form, "From"),
        recipient=_one(form, "To"),
        body=body,
        status="queued",
        created=now,
        updated=now,
        media=media,
        parts=max(1, segments.count(counted).parts),
        callback=_one(form, "StatusCallback"),
        validity=float(_one(form, "ValidityPeriod") or LONGEST_VALIDITY),
        discard_body=_one(form, "ContentRetention") == "discard",
        obscure_address=_one(form, "AddressRetention") == "obfuscate",
    )
