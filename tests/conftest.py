"""What all tests share: system programs that may be missing, and hypothesis profiles."""

import functools
import importlib.util
import os
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

import ce_grader.run  # noqa: F401 - which spares every worker a grammar that takes a second
from tools.system import NEEDED, find, machine_works, sandbox_works

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
        return f"{package} is not installed (as root on Debian: python -m tools.system)"
    if marker == "sandbox" and not sandbox_works():
        return "this machine refuses namespaces to bubblewrap"
    if marker == "hub" and not machine_works():
        return "a machine of its own for the hub needs root, and namespaces"
    return None


def group(nodeid: str) -> str:
    """Return the name of the group of tests that one worker runs.

    A file, as its tests share what is built for them; but a notebook's corpus is a group, and so is
    each way to run the attacks, which share nothing and take minutes.
    """
    file, _, test = nodeid.partition("::")
    way = re.search(r"\[(started|ordinary)\b", test)
    return nodeid if file == "tests/test_corpus.py" else f"{file} {way[1]}" if way else file


class _ByGroup(LoadScopeScheduling):
    """Hands out groups; pytest-xdist's own are lost with pytest 9, whose node ids cannot be set."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Keep groups together, whatever `--dist` says."""
    return _ByGroup(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the groups that may take longest.

    A long group at the end would keep one worker busy and let the other wait.
    """
    allowed: dict[str, float] = {}
    for item in items:
        marker = item.get_closest_marker("timeout")
        seconds = float(marker.args[0]) if marker else 0.0
        name = group(item.nodeid)
        allowed[name] = max(seconds, allowed.get(name, 0.0))
    items.sort(key=lambda item: -allowed[group(item.nodeid)])


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


@pytest.fixture(autouse=True)
def numpys_own_errors() -> None:
    """Take back what an answer of the corpus has set: `np.seterr(all="raise")` is right, too."""
    np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
