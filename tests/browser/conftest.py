"""One line and one browser for all of these tests; a page and numbers of its own for each."""

from __future__ import annotations

import http.client
import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.opened import opened
from tests.browser.phones import Phones

QUIET = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OpenPage = Callable[..., Phones]


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with opened(tmp_path_factory.mktemp("line")) as printed:
        yield printed


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    # Not for the whole session: while it is open, an event loop runs in this thread.
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(), args=arguments)
        yield browser
        browser.close()


def _program() -> str:
    named = os.environ.get("HOTLINE_CHROMIUM")
    for name in [named] if named else ["chromium", "/usr/bin/chromium"]:
        if found := shutil.which(name):
            return found
    if os.environ.get("CI") == "true":
        pytest.fail("There is no Chromium, and in CI the browser tests must run.")
    pytest.skip("There is no Chromium here; HOTLINE_CHROMIUM can name one.")


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[OpenPage]:
    """Opens the page as the wishes say (width, colours); at the end nobody may have complained."""
    made: list[Phones] = []
    _carrier(address, "reset")

    def open_one(**wishes: Any) -> Phones:
        context = chromium.new_context(**wishes)
        context.set_default_timeout(10_000)
        phones = Phones(context.new_page())
        made.append(phones)
        phones.open(address)
        return phones

    yield open_one
    for phones in made:
        phones.page.context.close()
    assert [complaint for phones in made for complaint in phones.complaints] == []


@pytest.fixture
def phones(open_page: OpenPage) -> Phones:
    return open_page()


@pytest.fixture(scope="package")
def _numbers() -> Iterator[str]:
    return (f"+1{area}5550147" for area in count(212))


@pytest.fixture
def new_number(_numbers: Iterator[str]) -> Callable[[], str]:
    """A number that the line has never heard of."""
    return lambda: next(_numbers)


def _carrier(address: str, what: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("POST", f"/control/{what}", headers={"X-Rehearsal": "1"})
    assert connection.getresponse().status == 200
    connection.close()
