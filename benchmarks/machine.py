"""What was measured on: processor, memory, versions; no names and no paths."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("numpy", "scipy", "sympy", "torch", "nbgrader", "nbconvert", "ipykernel", "sqlalchemy")


def field(path: str, name: str) -> str:
    """Return the first value of a field of a file below /proc."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return line.split(":", 1)[1].strip()
    return "unknown"


def describe() -> dict[str, str]:
    """Describe the machine."""
    memory = int(field("/proc/meminfo", "MemTotal").split()[0]) / 2**20
    return {
        "processor": field("/proc/cpuinfo", "model name"),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{memory:.1f} GiB",
        "system": platform.system(),
        "Python": platform.python_version(),
        **{name: _installed(name) for name in PACKAGES},
    }


def _installed(package: str) -> str:
    """Return the version of a package; not every section needs them all."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
