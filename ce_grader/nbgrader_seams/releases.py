"""A release is built aside and swapped in whole: a refused or broken one deletes nothing.

With `force`, nbgrader removes the old release before it looks at the new one. Named in
`nbgrader_config.py`, which every command and every formgrader of the course reads::

    keep_releases()
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from nbgrader.apps import api, generateassignmentapp
from nbgrader.converters import GenerateAssignment


class WholeRelease(GenerateAssignment):
    """Builds the release beside the old one, which stays if anything goes wrong."""

    _aside = ""

    @property
    def _output_directory(self) -> str:
        return self._aside or self.coursedir.release_directory

    def convert_notebooks(self) -> None:
        """Build what was asked for; only then replace what stands in the release."""
        if not self.force:
            super().convert_notebooks()
            return
        name = self.coursedir.assignment_id
        release = Path(self._format_dest(name, "."))
        folder = Path(self.coursedir.release_directory)
        self._aside = str(folder.with_name(f".{folder.name}.new"))
        built = Path(self._format_dest(name, "."))
        shutil.rmtree(built, ignore_errors=True)  # of a run that was killed
        try:
            if self.coursedir.notebook_id != "*" and release.exists():
                shutil.copytree(release, built)  # the other notebooks stay
            super().convert_notebooks()
            _swap(built, release)
        finally:
            shutil.rmtree(built, ignore_errors=True)
            with contextlib.suppress(OSError):  # another assignment is being built
                built.parent.rmdir()
            self._aside = ""


def _swap(built: Path, release: Path) -> None:
    """Put a new folder where an old one may stand; the old one is gone last."""
    old = built.with_name(f"{built.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    release.parent.mkdir(parents=True, exist_ok=True)
    if release.exists():
        release.rename(old)
    built.rename(release)
    shutil.rmtree(old, ignore_errors=True)


def keep_releases() -> None:
    """Have `nbgrader generate_assignment` and formgrader's button build aside and swap."""
    for module in (generateassignmentapp, api):
        vars(module)["GenerateAssignment"] = WholeRelease
