"""A request to send a text: refused as the carrier would, or taken."""

from __future__ import annotations

from hotline.rehearsal import life, numbers, segments, wishes, world
from hotline.rehearsal.message import FROM_API, Message
from hotline.rehearsal.refusals import Refusal, refusal
from hotline.rehearsal.wishes import Form
from hotline.rehearsal.world import World

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
LISTS = frozenset({"MediaUrl"})


def sent(before: World, form: Form, seed: str, now: float) -> tuple[World, Message | Refusal]:
    problem = (
        wishes.strange(form, KNOWN, LISTS, "sending")
        or _addresses(before, form)
        or _content(form)
        or _wishes(before, form)
    )
    if problem:
        return before, problem
    message = _record(form, seed, now)
    return life.begin(before, message, now), message


def _addresses(before: World, form: Form) -> Refusal | None:
    to, sender = wishes.one(form, "To"), wishes.one(form, "From")
    code = _address_fault(before, to, sender, service=wishes.one(form, "MessagingServiceSid"))
    if code is None:
        return None
    return refusal(code, to=to, sender=sender, what=wishes.one(form, "MessagingServiceSid"))


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
    body, pictures = wishes.one(form, "Body"), form.get("MediaUrl", ())
    if not body and not pictures:
        return refusal(21602)
    if len(body) > LONGEST:
        return refusal(21617)
    if len(pictures) > MOST_PICTURES or not all(wishes.web(url) for url in pictures):
        return refusal(21620)
    callback = wishes.one(form, "StatusCallback")
    if callback and not wishes.web(callback):
        return refusal(21609, what=callback)
    return None


def _wishes(before: World, form: Form) -> Refusal | None:
    for name, allowed in CHOICES.items():
        if name in form and wishes.one(form, name) not in allowed:
            return refusal(20001, what=name, misuse=f"unknown value of {name} when sending")
    validity = wishes.one(form, "ValidityPeriod") or "1"
    if not validity.isdigit() or not 1 <= int(validity) <= LONGEST_VALIDITY:
        return refusal(20001, what="ValidityPeriod", misuse="ValidityPeriod is 1 to 36000 seconds")
    if before.faults.redaction:
        return None
    if wishes.one(form, "ContentRetention") == "discard":
        return refusal(30029)  # the account has not bought Message Redaction
    return refusal(30030) if wishes.one(form, "AddressRetention") == "obfuscate" else None


def _record(form: Form, seed: str, now: float) -> Message:
    body, media = wishes.one(form, "Body"), len(form.get("MediaUrl", ()))
    counted = segments.smart(body) if wishes.one(form, "SmartEncoded").lower() == "true" else body
    return Message(
        sid=world.drawn(seed, "MM" if media else "SM"),
        serial=0,
        direction=FROM_API,
        sender=wishes.one(form, "From"),
        recipient=wishes.one(form, "To"),
        body=body,
        status="queued",
        created=now,
        updated=now,
        media=media,
        parts=max(1, segments.count(counted).parts),
        callback=wishes.one(form, "StatusCallback"),
        validity=float(wishes.one(form, "ValidityPeriod") or LONGEST_VALIDITY),
        discard_body=wishes.one(form, "ContentRetention") == "discard",
        obscure_address=wishes.one(form, "AddressRetention") == "obfuscate",
    )
