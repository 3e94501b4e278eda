"""The environment: every fault at once, nothing shown, secrets from files."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from hotline.domain.phone import Phone
from hotline.errors import FaultySettings
from hotline.settings import MAY_COME_FROM_A_FILE, Settings, read_settings

SECRET = base64.urlsafe_b64encode(bytes(range(32))).decode()
GOOD = {
    "HOTLINE_SECRET": SECRET,
    "HOTLINE_PUBLIC_URL": "https://line.example.org/",
    "HOTLINE_NUMBERS": "+12025550100, +12025550101",
    "REDIS_URL": "redis://localhost:6379/0",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "a1b2c3d4e5f60718, ffffffffffffffff",
}


def faults(environ: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(FaultySettings) as caught:
        read_settings(environ)
    return caught.value.faults


def test_a_good_environment_and_the_defaults() -> None:
    assert read_settings(GOOD) == Settings(
        secrets=(bytes(range(32)),),
        public_url="https://line.example.org",
        numbers=(Phone("+12025550100"), Phone("+12025550101")),
        inside_numbers=(),
        fallback_numbers=(),
        zone="America/New_York",
        region="US",
        countries=("US", "CA"),
        flows=Path("flows"),
        redis_url="redis://localhost:6379/0",
        account_sid="AC" + "0" * 32,
        auth_tokens=("a1b2c3d4e5f60718", "ffffffffffffffff"),
        api_url="https://api.twilio.com",
        redaction=False,
        evenings=False,
        port=8000,
        web_concurrency=2,
        state=Path(".hotline"),
    )


def test_everything_that_is_missing_is_said_at_once() -> None:
    said = faults({})
    assert [fault.split()[0] for fault in said] == list(GOOD)
    assert all(" Mend: " in fault for fault in said)


WRONG = {
    "HOTLINE_SECRET": ["tooshort", "n0t base64!" * 5, "A" * 44],
    "HOTLINE_PUBLIC_URL": [
        "http://line.example.org",
        "http://127.0.0.1:8000",
        "hotline.example.net",
        "https://line.example.org/sub",
        "https://user:pass@line.example.org",
        "https://line.example.org?x=1",
        "https://line.example.org:bad",
    ],
    "HOTLINE_NUMBERS": ["2025550199", "+1202555010O", "anonymous", "+12025550199,zz"],
    "HOTLINE_INSIDE_NUMBERS": ["2025550199", "+12025550101"],
    "HOTLINE_FALLBACK_NUMBERS": ["911", "+1 202 555 0199", "+12025550101"],
    "HOTLINE_ZONE": ["Mars/Phobos", "../../etc/passwd", "EST"],
    "HOTLINE_REGION": ["USA", "XX"],
    "HOTLINE_COUNTRIES": ["US,Canada"],
    "REDIS_URL": [
        "store:6379",
        "http://store:6379",
        "redis+cluster://one:6379",
        "redis://one:6379,two:6379",
        "redis://one:port/0",
        "redis://one:99999/0",
        "redis://[one:6379/0",
        "redis://one/0?colour=blue",
        "redis://one/0?ssl_cert_reqs=none",
        "redis://one/0?db=first",
        "redis+sentinel://one:port,two/line/0",
        "redis+sentinel://one,two:99999/line/0",
        "redis+sentinel://one,two",
        "redis+sentinel://one,two/line/first",
        "redis+sentinel://one,two/line/0?db=1",
    ],
    "TWILIO_ACCOUNT_SID": ["SK" + "0" * 32, "AC123"],
    "TWILIO_AUTH_TOKEN": ["shorttoken", "a1b2c3d4e5f60718,brief"],
    "TWILIO_API_URL": ["http://api.twilio.com", "ftp://127.0.0.1"],
    "PORT": ["0", "65536", "http", "-1", "9" * 30],
    "HOTLINE_REDACTION": ["maybe", "1"],
    "WEB_CONCURRENCY": ["0", "two", "1000"],
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in WRONG.items() for v in values])
def test_a_wrong_value_is_named_and_never_shown(name: str, value: str) -> None:
    [fault] = faults(GOOD | {name: value})
    assert fault.startswith(f"{name} ")
    assert " Mend: " in fault
    for part in value.split(","):
        assert len(part) < 4 or part not in fault


def test_all_wrong_values_are_said_at_once() -> None:
    said = faults({name: values[0] for name, values in WRONG.items()})
    assert {fault.split()[0] for fault in said} == set(WRONG)


@pytest.mark.parametrize(
    "value",
    [
        "redis://[::1]:6379",
        "rediss://:pw@host:6379/0",
        "rediss://default:p%40w@host:6380?ssl_cert_reqs=required&ssl_check_hostname=true",
        "unix:///tmp/s",
        "unix:///tmp/s?db=3",
        "redis+sentinel://a:1,b:2,c:3/line/0",
        "redis+sentinel://:pw@a,[::1]/line",
    ],
)
def test_addresses_of_stores(value: str) -> None:
    assert read_settings(GOOD | {"REDIS_URL": value}).redis_url == value


@pytest.mark.parametrize("value", ["http://localhost:8000", "https://line.example.org:8443"])
def test_public_addresses(value: str) -> None:
    assert read_settings(GOOD | {"HOTLINE_PUBLIC_URL": value}).public_url == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SENTRY_DSN", "https://key@sentry.example.org/1"),
        ("FLASK_DEBUG", "1"),
        ("PYTHONDEVMODE", "true"),
        ("PYTHONASYNCIODEBUG", "1"),
        ("PYTHONINSPECT", "1"),
    ],
)
def test_what_would_show_people_is_refused(name: str, value: str) -> None:
    [fault] = faults(GOOD | {name: value})
    assert fault.startswith(f"{name} is set: ")
    assert "sentry.example" not in fault


def test_debug_that_is_off_is_no_fault() -> None:
    read_settings(GOOD | {"FLASK_DEBUG": "0", "SENTRY_DSN": "", "PYTHONDEVMODE": "false"})


def test_several_secrets_the_first_first() -> None:
    other = base64.urlsafe_b64encode(bytes(range(32, 64))).decode()
    both = read_settings(GOOD | {"HOTLINE_SECRET": f"{other},{SECRET}"}).secrets
    assert both == (bytes(range(32, 64)), bytes(range(32)))


@pytest.mark.parametrize("name", MAY_COME_FROM_A_FILE)
def test_a_secret_from_a_file(name: str, tmp_path: Path) -> None:
    environ = GOOD | {"HOTLINE_FALLBACK_NUMBERS": "+12025550142"}
    direct = read_settings(environ)
    (tmp_path / "it").write_text(environ[name] + "\n")
    del environ[name]
    environ[f"{name}_FILE"] = str(tmp_path / "it")
    assert read_settings(environ) == direct


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    environ = {name: value for name, value in GOOD.items() if name != "HOTLINE_SECRET"}
    [fault] = faults(environ | {"HOTLINE_SECRET_FILE": str(tmp_path / "nothing")})
    assert fault.startswith("HOTLINE_SECRET cannot be read: HOTLINE_SECRET_FILE names")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    [fault] = faults(environ | {"HOTLINE_SECRET_FILE": str(tmp_path / "binary")})
    assert fault.startswith("HOTLINE_SECRET cannot be read")


def test_a_secret_given_twice(tmp_path: Path) -> None:
    [fault] = faults(GOOD | {"HOTLINE_SECRET_FILE": str(tmp_path)})
    assert fault.startswith("HOTLINE_SECRET is set twice")


@pytest.mark.parametrize("unrung", ["+447700900123", "+525512345678", "+19005550123"])
def test_a_fallback_number_that_is_never_rung_is_refused(unrung: str) -> None:
    """A check-in is promised where there is a fallback number: it must be one that rings."""
    [fault] = faults(GOOD | {"HOTLINE_FALLBACK_NUMBERS": f"+12025550142,{unrung}"})
    assert fault.startswith("HOTLINE_FALLBACK_NUMBERS (number 2 of 2) ")
    assert "HOTLINE_COUNTRIES" in fault and unrung not in fault


def test_a_fallback_number_of_another_country_that_is_served() -> None:
    environ = GOOD | {"HOTLINE_FALLBACK_NUMBERS": "+447700900123"}
    served = read_settings(environ | {"HOTLINE_COUNTRIES": "US,GB"})
    assert served.fallback_numbers == (Phone("+447700900123"),)


def test_settings_do_not_show_themselves() -> None:
    shown = repr(read_settings(GOOD | {"REDIS_URL": "redis://:passphrase@h/0"}))
    for needle in ("202555", "passphrase", "a1b2c3", "AC000", str(bytes(range(32)))[2:20]):
        assert needle not in shown
