"""One Chromium for all tests in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start it once; each test opens windows of its own."""
    with chromium() as started:
        yield started
