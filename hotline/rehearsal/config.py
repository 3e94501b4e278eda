"""What the rehearsal is told by its environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

REQUIRED = (
    "REHEARSAL_PORT",
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "HOTLINE_NUMBERS",
    "REHEARSAL_TEXT_URL",
)


class NotConfiguredError(Exception):
    """Names the settings that are missing or wrong, never their values."""


@dataclass(frozen=True, slots=True)
class Config:
    """One rehearsal: whose account it plays, which lines, where texts and calls go."""

    port: int
    account: str
    token: str = field(repr=False)
    numbers: tuple[str, ...]
    text_url: str
    fallback_url: str = ""
    call_url: str = ""
    call_fallback_url: str = ""
    call_status_url: str = ""
    pace: float = 1.0


def read(env: Mapping[str, str]) -> Config:
    missing = [name for name in REQUIRED if not env.get(name, "").strip()]
    if missing:
        raise NotConfiguredError("missing: " + ", ".join(missing))
    return Config(
        port=_port(env["REHEARSAL_PORT"]),
        account=env["TWILIO_ACCOUNT_SID"].strip(),
        token=env["TWILIO_AUTH_TOKEN"].strip(),
        numbers=_numbers(env["HOTLINE_NUMBERS"]),
        text_url=env["REHEARSAL_TEXT_URL"].strip(),
        fallback_url=env.get("REHEARSAL_TEXT_FALLBACK_URL", "").strip(),
        call_url=env.get("REHEARSAL_CALL_URL", "").strip(),
        call_fallback_url=env.get("REHEARSAL_CALL_FALLBACK_URL", "").strip(),
        call_status_url=env.get("REHEARSAL_CALL_STATUS_URL", "").strip(),
        pace=_pace(env.get("REHEARSAL_SPEED", "1")),
    )


def _port(text: str) -> int:
    if text.strip().isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise NotConfiguredError("REHEARSAL_PORT must be a port")


def _numbers(text: str) -> tuple[str, ...]:
    numbers = tuple(part.strip() for part in text.split(",") if part.strip())
    if numbers and all(n.startswith("+") and n[1:].isdigit() for n in numbers):
        return numbers
    raise NotConfiguredError(
        "HOTLINE_NUMBERS must be numbers like +12025550100, with commas between"
    )


def _pace(text: str) -> float:
    try:
        pace = float(text or "1")
    except ValueError:
        pace = -1.0
    if pace < 0:
        raise NotConfiguredError("REHEARSAL_SPEED must be a number, 0 or more")
    return pace
