"""What a student gets: `dist/student.zip`, made by `python -m tools.bundle`.

Release notebooks, the student part of `ce_helpers`, `environment.yml` with what that needs, the
tested versions, settings for JupyterLab and a README; no solution, no hidden test and no
reference. The bytes are the same each time.
"""

from __future__ import annotations

import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tools.build import ROOT, BuildError, assignments

TARGET = ROOT / "dist" / "student.zip"
FOLDER = "ce-course"
EPOCH = (2026, 1, 1, 0, 0, 0)
LEFT_OUT = ("reference", "__pycache__")
#: What notebooks import, and what opens, validates and submits them; conda's names beside pip's.
NEEDED = frozenset(
    "python pip ipykernel jupyterlab matplotlib matplotlib-base nbgrader numpy sympy".split()
)

PYPROJECT = """\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "ce-course"
version = "{version}"
requires-python = "{python}"
dependencies = [
{dependencies}
]

[tool.setuptools.packages.find]
include = ["ce_helpers*"]

[tool.setuptools.package-data]
"ce_helpers.data" = ["*.csv", "*.csv.gz", "*.json", "*.md"]
"ce_helpers.plots" = ["*.js"]
"""


def is_needed(requirement: str) -> bool:
    """Return whether students need a requirement, written as pip or conda writes it."""
    return re.split(r"[^\w-]", requirement, maxsplit=1)[0] in NEEDED


def student_environment(root: Path = ROOT) -> str:
    """Return the environment.yml of the bundle: the course's, reduced in the same way."""
    lines = (root / "environment.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    left_out = re.compile(r"      - \./|  - (?!conda-forge)[^:]+$")
    return "".join(line for line in lines if not left_out.match(line) or is_needed(line[4:]))


def student_pyproject(root: Path = ROOT) -> str:
    """Return the pyproject.toml of the bundle: the course's, reduced to `ce_helpers`."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = filter(is_needed, project["dependencies"])
    dependencies = "\n".join(f'    "{line}",' for line in wanted)
    return PYPROJECT.format(
        version=project["version"], python=project["requires-python"], dependencies=dependencies
    )


def helper_files(root: Path = ROOT) -> Iterator[Path]:
    """Yield the files of the student part of `ce_helpers`."""
    for path in sorted((root / "ce_helpers").rglob("*")):
        if path.is_file() and not set(LEFT_OUT) & set(path.relative_to(root).parts):
            yield path


def contents(root: Path = ROOT) -> dict[str, bytes]:
    """Return the files of the bundle by their path in it.

    Raises
    ------
    BuildError
        If the release of an assignment is missing.
    """
    missing = [n for n in assignments(root) if not (root / "release" / n / f"{n}.ipynb").is_file()]
    if missing:
        raise BuildError(f"no release of {', '.join(missing)} to bundle; make build makes it")
    files = {
        "README.md": (root / "docs" / "students.md").read_bytes(),
        "LICENSE": (root / "LICENSE").read_bytes(),
        "environment.yml": student_environment(root).encode(),
        "pins.txt": (root / "pins.txt").read_bytes(),
        "pyproject.toml": student_pyproject(root).encode(),
    }
    desk = root / "tools" / "desk"
    for path in filter(Path.is_file, desk.rglob("*")):
        files[path.relative_to(desk).as_posix()] = path.read_bytes()
    for path in helper_files(root):
        files[path.relative_to(root).as_posix()] = path.read_bytes()
    for name in assignments(root):
        for path in sorted((root / "release" / name).rglob("*")):
            if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                files[path.relative_to(root / "release").as_posix()] = path.read_bytes()
    return files


def write_bundle(target: Path = TARGET, root: Path = ROOT) -> Path:
    """Write the zip, with fixed dates and order, and return its path."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in sorted(contents(root).items()):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, data)
    return target


def main() -> int:
    """Write the bundle and say where it is."""
    try:
        path = write_bundle()
    except BuildError as error:
        print(f"ce-course: {error}", file=sys.stderr)
        return 1
    print(f"{path.relative_to(ROOT)}: {len(contents())} files, {path.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
