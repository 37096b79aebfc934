"""One Chromium for the tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start it once, and end it with the file: its event loop would be in the way of others."""
    with chromium() as started:
        yield started
