"""Write `pins.txt`, the tested versions, from what is installed: `python -m tools.pins`."""

from __future__ import annotations

import re
import sys
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# torch is pinned in pyproject.toml; the installer's own tools are the machine's affair
LEFT_OUT = {"ce-course", "torch", "pip", "setuptools", "wheel"}
HEADER = "# Tested versions, used as pip constraints; written by python -m tools.pins\n"


def normalised(name: str) -> str:
    """Return a distribution's name as PEP 503 writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> list[str]:
    """Return `name==version` of every installed distribution that is pinned, sorted."""
    found = {normalised(d.metadata["Name"]): d.version for d in distributions()}
    return [f"{name}=={found[name]}" for name in sorted(found) if name not in LEFT_OUT]


def main() -> int:
    """Write the file."""
    (ROOT / "pins.txt").write_text(HEADER + "\n".join(pins()) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
