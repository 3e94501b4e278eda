"""Deleting and redacting a record, no sooner than the carrier lets anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hotline.rehearsal import faults, world
from hotline.rehearsal.message import FINAL, REDACTABLE, Message
from hotline.rehearsal.refusals import Refusal, refusal
from hotline.rehearsal.world import World


def deleted(before: World, message: Message, now: float) -> tuple[World, Refusal | None]:
    settled = message.updated + faults.settles(before.faults, message.sid)
    if message.status not in FINAL or now < settled:
        return before, refusal(20009)
    return world.removed(before, message.sid), None


def redacted(
    before: World, message: Message, form: Mapping[str, Sequence[str]]
) -> tuple[World, Message | Refusal]:
    """Only `Body=` (empty) is rehearsed. The record's time stays: finality is not put off."""
    if set(form) != {"Body"} or list(form["Body"]) != [""]:
        named = ", ".join(sorted(form)) or "nothing"
        return before, refusal(20001, what=named, misuse=f"update of a message with {named}")
    if message.status not in REDACTABLE:
        return before, refusal(20009)
    bare = replace(message, body="")
    return world.changed(before, bare), bare
