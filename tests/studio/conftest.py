"""Browsers and a studio for the tests of its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.studio import browsers
from tests.studio.runs import Studio


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Any) -> Iterator[Any]:
    running = playwright.chromium.launch(executable_path=browsers.CHROMIUM, args=["--no-sandbox"])
    yield running
    running.close()


@pytest.fixture(params=["chromium", "firefox"])
def either(request: pytest.FixtureRequest, playwright: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Each browser that is installed."""
    if request.param == "chromium":
        yield request.getfixturevalue("browser")
        return
    if reason := browsers.lacking():
        pytest.skip(reason)
    with browsers.firefox(playwright, tmp_path_factory.mktemp("f")) as running:
        yield running


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    running = Studio(tmp_path_factory.mktemp("studio"))
    running.settled()
    yield running
    running.close()
