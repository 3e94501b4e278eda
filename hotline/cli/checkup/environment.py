"""The settings, and variables that others read: each could write down who calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec

from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.errors import FaultySettings
from hotline.settings import OFF, Settings, read_settings

_ACCESS_LOGS = ("GUNICORN_CMD_ARGS", "UVICORN_ACCESS_LOG", "WAITRESS_ARGS")
_DRAINS = ("LOGDNA_KEY", "PAPERTRAIL_API_TOKEN", "LOGTAIL_SOURCE_TOKEN", "LOGGLY_TOKEN")
# Error trackers and watchers of requests (SENTRY_DSN is refused by the settings themselves).
_TRACKERS = (
    "NEW_RELIC_LICENSE_KEY",
    "DD_API_KEY",
    "DD_TRACE_ENABLED",
    "DD_AGENT_HOST",
    "ROLLBAR_ACCESS_TOKEN",
    "BUGSNAG_API_KEY",
    "HONEYBADGER_API_KEY",
    "AIRBRAKE_API_KEY",
    "RAYGUN_APIKEY",
    "SCOUT_KEY",
    "APPSIGNAL_PUSH_API_KEY",
    "ELASTIC_APM_SERVER_URL",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
)
_MODULES = (
    *("sentry_sdk", "newrelic", "ddtrace", "rollbar", "bugsnag", "honeybadger", "pybrake"),
    *("raygun4py", "scout_apm", "appsignal", "elasticapm"),
)
_ACCESS = "{} is set: ours reads it not, another server would log who called. Unset it"
_TRACKER = "{} is set: an error tracker is sent words and numbers. Unset it, remove that add-on"
_DRAIN = "{} is set: what we say goes to a company. There is nobody in it; the host's own lines?"
_INSTALLED = "{} is installed beside us: a tracker sends words and numbers away. Uninstall it"


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


def variables_of_others(
    environ: Mapping[str, str], installed: Callable[[str], object] = find_spec
) -> list[Finding]:
    """Access logs keep addresses; add-ons of a host may read output or requests."""
    found = [mend("logs", _TRACKER.format(name)) for name in _TRACKERS if _on(environ, name)]
    found += [mend("logs", _INSTALLED.format(module)) for module in _MODULES if installed(module)]
    found += [look("logs", _ACCESS.format(name)) for name in _ACCESS_LOGS if _on(environ, name)]
    found += [look("logs", _DRAIN.format(name)) for name in _DRAINS if _on(environ, name)]
    return found or [ok("logs", "no tracker or watcher is named in the environment, or installed")]


def _on(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "").strip().lower() not in OFF
