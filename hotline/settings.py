"""The environment, read here and nowhere else; everything wrong with it is said at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from hotline import setting_values as values
from hotline.domain.phone import Phone
from hotline.errors import FaultySettings

T = TypeVar("T")

MAY_COME_FROM_A_FILE = (
    "HOTLINE_SECRET",
    "HOTLINE_FALLBACK_NUMBERS",  # people's own phones
    "REDIS_URL",  # may hold a password
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
)
_HOW_TO_SET = {
    "HOTLINE_SECRET": "run `hotline secret` and set it to what that prints",
    "HOTLINE_PUBLIC_URL": "set the address the carrier reaches us at, like https://line.example.org",
    "HOTLINE_NUMBERS": "set the line's public numbers, like +12025550100, with commas between",
    "REDIS_URL": "set the address of a Redis (7.2 or newer) or Valkey, like redis://localhost:6379/0",
    "TWILIO_ACCOUNT_SID": "copy it from the carrier's console; it starts with AC",
    "TWILIO_AUTH_TOKEN": "copy it from the carrier's console",
}
# Each of these hands callers' words and numbers to somebody: on a screen, in a log, in a company.
_TELLTALES = {
    "SENTRY_DSN": "an error tracker would be sent callers' words and numbers",
    "FLASK_DEBUG": "debug pages and logs show callers' words and numbers",
    "PYTHONDEVMODE": "debug output may show callers' words and numbers",
    "PYTHONASYNCIODEBUG": "debug output may show callers' words and numbers",
    "PYTHONINSPECT": "it leaves a prompt open in the running process",
}
_BOTH = (
    "HOTLINE_INSIDE_NUMBERS has a number of HOTLINE_NUMBERS: which one is texted tells who writes."
    " Mend: rent another for peers."
)
_ITSELF = (
    "HOTLINE_FALLBACK_NUMBERS has a number of the line's own, so that it would ring itself."
    " Mend: name a phone that people answer."
)
OFF = {"", "0", "false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Settings:
    """The environment, understood. Nothing secret or personal shows in its repr."""

    secrets: tuple[bytes, ...] = field(repr=False)  # the first seals, all open
    public_url: str  # without a slash at the end
    numbers: tuple[Phone, ...]  # the public ones
    inside_numbers: tuple[Phone, ...]  # those that peers and the line write to each other by
    fallback_numbers: tuple[Phone, ...]
    zone: str
    region: str
    countries: tuple[str, ...]
    flows: Path
    redis_url: str = field(repr=False)
    account_sid: str = field(repr=False)
    auth_tokens: tuple[str, ...] = field(repr=False)  # any of them may have signed
    api_url: str  # without a slash at the end
    redaction: bool  # whether the account has bought the carrier's Message Redaction
    evenings: bool  # whether peers are reminded the evening before a shift, too
    port: int
    web_concurrency: int
    state: Path  # where each process keeps the last good copy of the flows

    @property
    def ours(self) -> tuple[Phone, ...]:
        """All our numbers, the public ones first."""
        return (*self.numbers, *self.inside_numbers)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Raises FaultySettings, which names every fault."""
    faults = _telltales(environ)

    def told(name: str, understand: Callable[[str], T], blank: T, default: str | None = None) -> T:
        try:
            return understand(_text(environ, name, default))
        except values.Wrong as wrong:
            faults.append(f"{name} {wrong.what}. Mend: {wrong.mend}.")
            return blank  # never used: a fault is raised below

    countries: tuple[str, ...] = told("HOTLINE_COUNTRIES", values.regions, (), "US,CA")
    rung = values.rung_numbers(countries)
    settings = Settings(
        secrets=told("HOTLINE_SECRET", values.secrets, ()),
        public_url=told("HOTLINE_PUBLIC_URL", values.public_url, ""),
        numbers=told("HOTLINE_NUMBERS", values.numbers, ()),
        inside_numbers=told("HOTLINE_INSIDE_NUMBERS", values.numbers, (), ""),
        fallback_numbers=told("HOTLINE_FALLBACK_NUMBERS", rung, (), ""),
        zone=told("HOTLINE_ZONE", values.zone, "", "America/New_York"),
        region=told("HOTLINE_REGION", values.region, "", "US"),
        countries=countries,
        flows=told("HOTLINE_FLOWS", Path, Path(), "flows"),
        redis_url=told("REDIS_URL", values.redis_url, ""),
        account_sid=told("TWILIO_ACCOUNT_SID", values.account_sid, ""),
        auth_tokens=told("TWILIO_AUTH_TOKEN", values.tokens, ()),
        api_url=told("TWILIO_API_URL", values.api_url, "", "https://api.twilio.com"),
        redaction=told("HOTLINE_REDACTION", values.truth, False, "no"),
        evenings=told("HOTLINE_REMIND_EVENING_BEFORE", values.truth, False, "no"),
        port=told("PORT", values.between(1, 65535), 0, "8000"),
        web_concurrency=told("WEB_CONCURRENCY", values.between(1, 64), 0, "2"),
        state=told("HOTLINE_STATE", Path, Path(), ".hotline"),
    )
    if set(settings.numbers) & set(settings.inside_numbers):
        faults.append(_BOTH)
    if set(settings.fallback_numbers) & set(settings.ours):
        faults.append(_ITSELF)
    if faults:
        raise FaultySettings(faults)
    return settings


def _telltales(environ: Mapping[str, str]) -> list[str]:
    return [
        f"{name} is set: {why}. Mend: unset it."
        for name, why in _TELLTALES.items()
        if environ.get(name, "").strip().lower() not in OFF
    ]


def _text(environ: Mapping[str, str], name: str, default: str | None) -> str:
    """The variable, or what its file holds, or the default. An empty variable is an unset one."""
    text = environ.get(name, "").strip()
    file = environ.get(f"{name}_FILE", "").strip() if name in MAY_COME_FROM_A_FILE else ""
    if text and file:
        raise values.Wrong(f"is set twice, also by {name}_FILE", "keep one of the two")
    text = text or (_content(name, file) if file else "")
    if text:
        return text
    if default is None:
        raise values.Wrong("is not set", _HOW_TO_SET[name])
    return default


def _content(name: str, file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        raise values.Wrong(
            f"cannot be read: {name}_FILE names no text file that we may read",
            "correct the path, or the file's owner and permissions",
        ) from None
