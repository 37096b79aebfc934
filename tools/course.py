"""nbgrader's own API on this course, as the steps of `make grade` call it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.apps import NbGraderAPI

from tools.build import BuildError, venv_environment
from tools.config import ROOT, load_config


@contextlib.contextmanager
def inside(root: Path) -> Iterator[None]:
    """Run the block in the course folder, with this Python's programs on PATH."""
    before, path = Path.cwd(), os.environ["PATH"]
    os.chdir(root)
    os.environ["PATH"] = venv_environment()["PATH"]
    try:
        yield
    finally:
        os.chdir(before)
        os.environ["PATH"] = path


def api(root: Path = ROOT, **course_directory: str) -> NbGraderAPI:
    """Return nbgrader's API for the course folder."""
    return NbGraderAPI(config=load_config(root, **course_directory), log_level="ERROR")


def require_success(result: dict[str, Any], what: str) -> None:
    """Raise BuildError with nbgrader's own words if one of its commands failed."""
    if not result["success"]:
        words = (result.get("error") or result.get("log") or "").strip().splitlines()
        raise BuildError(f"{what} failed: {words[-1] if words else 'nbgrader gave no reason'}")
