"""What all tests share: system programs that may be missing, and hypothesis profiles."""

import functools
import importlib.util
import os

import pytest
from hypothesis import settings

from tools.system import NEEDED, find, sandbox_works

# answers files are run by their runners, never imported
collect_ignore_glob = ["attacks/*", "corpus/*"]

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("default", deadline=None, max_examples=25)
settings.load_profile("ci" if os.environ.get("CI") else "default")

PACKAGE_OF = {marker: package for package, marker in NEEDED.items()}


@functools.cache
def reason_to_skip(marker: str) -> str | None:
    """Return why tests with this marker cannot run here, or None."""
    if marker == "peers":
        return None if importlib.util.find_spec("torch") else "PyTorch (extra: peers) is missing"
    package = PACKAGE_OF[marker]
    if find(package) is None:
        return f"{package} is not installed (apt-get install {package})"
    if marker == "sandbox" and not sandbox_works():
        return "this machine refuses namespaces to bubblewrap"
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group the tests for the workers, and start with the groups that may take longest.

    A file is one group, as its tests share what is built for them, unless it says otherwise; a
    long group at the end would keep one worker busy and let the other wait.
    """
    allowed: dict[str, float] = {}
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
        marker = item.get_closest_marker("timeout")
        seconds = float(marker.args[0]) if marker else 0.0
        allowed[group(item)] = max(seconds, allowed.get(group(item), 0.0))
    items.sort(key=lambda item: -allowed[group(item)])


def group(item: pytest.Item) -> str:
    """Return the name of the group that one worker runs."""
    marker = item.get_closest_marker("xdist_group")
    assert marker is not None
    return str(marker.args[0])


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose system program is missing; in CI that is a failure."""
    for marker in [*PACKAGE_OF, "peers"]:
        if item.get_closest_marker(marker) is None:
            continue
        reason = reason_to_skip(marker)
        if reason and os.environ.get("CI"):
            pytest.fail(f"in CI nothing may be missing: {reason}", pytrace=False)
        if reason:
            pytest.skip(reason)
