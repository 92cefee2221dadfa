"""A browser, and pages of every kind to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import MISSING, SWITCHES, find_chromium
from tests.browser.looking import Opened, open_in


# Of a module, not of the session: while Playwright waits, its event loop counts as running, and
# what is tested elsewhere in this process may want one of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    executable = find_chromium()
    if executable is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Opens an empty page, see ``open_in``; all of them are closed after the test."""
    yield partial(open_in, browser)
    for context in browser.contexts:
        context.close()
