"""The account's numbers: made from the configuration, changed by provisioning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hotline.rehearsal import shape, world
from hotline.rehearsal.config import Config
from hotline.rehearsal.refusals import Refusal, refusal
from hotline.rehearsal.world import Line, World

SETTABLE = frozenset(shape.URLS) | frozenset(shape.METHODS) | {"FriendlyName", "TrunkSid"}
FIRST_PHONES = ("+12025550147", "+12025550123")


def fresh(config: Config) -> World:
    """The carrier at the start: the lines, two phones, nothing said yet."""
    settings = (
        ("SmsUrl", config.text_url),
        ("SmsFallbackUrl", config.fallback_url),
        ("VoiceUrl", config.call_url),
        ("VoiceFallbackUrl", config.call_fallback_url),
        ("StatusCallback", config.call_status_url),
    )
    made = tuple(Line(world.drawn(n, "PN"), n, settings) for n in config.numbers)
    return World(account=config.account, lines=made, pace=config.pace, phones=FIRST_PHONES)


def updated(
    before: World, line: Line, form: Mapping[str, Sequence[str]]
) -> tuple[World, Line | Refusal]:
    if strange := sorted(set(form) - SETTABLE):
        named = ", ".join(strange)
        return before, refusal(20001, what=named, misuse=f"unknown setting of a number: {named}")
    if bad := sorted(n for n, v in form.items() if n.endswith("Method") and v[0] != "POST"):
        named = ", ".join(bad)
        return before, refusal(20001, what=named, misuse=f"only POST is rehearsed: {named}")
    settings = dict(line.settings) | {name: values[0] for name, values in form.items()}
    changed = replace(line, settings=tuple(settings.items()))
    kept = tuple(changed if old.sid == line.sid else old for old in before.lines)
    return replace(before, lines=kept), changed
