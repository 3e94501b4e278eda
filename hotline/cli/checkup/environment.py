"""The settings, and variables that others read: each could write down who calls."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.errors import FaultySettings
from hotline.settings import Settings, read_settings

_ACCESS_LOGS = ("GUNICORN_CMD_ARGS", "UVICORN_ACCESS_LOG", "WAITRESS_ARGS")
_WATCHERS = (
    "NEW_RELIC_LICENSE_KEY",
    "DD_API_KEY",
    "DD_TRACE_ENABLED",
    "ROLLBAR_ACCESS_TOKEN",
    "BUGSNAG_API_KEY",
    "HONEYBADGER_API_KEY",
    "SCOUT_KEY",
    "APPSIGNAL_PUSH_API_KEY",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "LOGDNA_KEY",
    "PAPERTRAIL_API_TOKEN",
)


def settings_of(environ: Mapping[str, str]) -> tuple[Settings | None, list[Finding]]:
    try:
        settings = read_settings(environ)
    except FaultySettings as faulty:
        return None, [mend("settings", fault) for fault in faulty.faults]
    return settings, [ok("settings", "all there"), *_fallback(settings)]


def _fallback(settings: Settings) -> list[Finding]:
    if settings.fallback_numbers:
        return [ok("settings", f"{len(settings.fallback_numbers)} fallback numbers")]
    what = "HOTLINE_FALLBACK_NUMBERS is empty: when the store is away, nobody is rung"
    return [look("settings", what)]


def variables_of_others(environ: Mapping[str, str]) -> list[Finding]:
    """Access logs keep addresses; add-ons of a host may read output or requests."""
    found = [
        look("logs", f"{name} is set: access logs keep who called, and when. Unset it")
        for name in _ACCESS_LOGS
        if environ.get(name)
    ]
    found += [
        look("logs", f"{name} is set: something of the host's may watch. Find out what it keeps")
        for name in _WATCHERS
        if environ.get(name)
    ]
    return found or [ok("logs", "no access log, tracker or watcher is named in the environment")]
