"""Where the course lies, and its `nbgrader_config.py` as nbgrader reads it."""

from __future__ import annotations

from pathlib import Path

from traitlets.config import Config, PyFileConfigLoader

ROOT = Path(__file__).resolve().parent.parent


def load_config(root: Path = ROOT, **course_directory: str) -> Config:
    """Return nbgrader_config.py as nbgrader reads it, with settings of CourseDirectory."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.merge(course_directory)
    return config
