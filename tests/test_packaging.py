"""pyproject.toml, environment.yml and the pins describe one environment."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tools.build import ROOT
from tools.pins import normalised

CONDA_NAMES = {"matplotlib": "matplotlib-base"}
FROM_PYPI = {"math-core"}  # conda-forge has none; pip takes it with the course itself
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINS = dict(
    line.split("==") for line in (ROOT / "pins.txt").read_text().splitlines() if "==" in line
)


def conda_dependencies() -> list[str]:
    """Return the conda part of environment.yml."""
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    return [line for line in environment["dependencies"] if isinstance(line, str)]


def test_conda_and_pip_ask_for_the_same_ranges() -> None:
    """Each runtime dependency stands in environment.yml with the same range."""
    wanted = {f"python{PROJECT['requires-python']}", "pip"}
    for line in PROJECT["dependencies"]:
        requirement = Requirement(line)
        if requirement.name in FROM_PYPI:
            continue
        name = CONDA_NAMES.get(requirement.name, requirement.name)
        versions = re.sub(r"^[A-Za-z0-9_.-]+(\[[a-z]+\])?", "", line)
        wanted.add(name + versions)
    assert set(conda_dependencies()) == wanted


def test_conda_gets_the_file_that_makes_nbgrader_strict() -> None:
    """An editable installation leaves it out, so that it has a package of its own."""
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    assert environment["dependencies"][-1] == {"pip": ["--editable .", "./tools/jupyter"]}
    own = tomllib.loads((ROOT / "tools" / "jupyter" / "pyproject.toml").read_text())
    (name,) = own["tool"]["setuptools"]["data-files"]["etc/jupyter"]
    assert (ROOT / "tools" / "jupyter" / name).is_file()


def all_requirements() -> list[Requirement]:
    """Return every requirement of pyproject.toml but torch and the project itself."""
    extras = PROJECT["optional-dependencies"].values()
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]
    found = [Requirement(line) for line in lines]
    return [r for r in found if r.name not in ("torch", PROJECT["name"])]


@pytest.mark.parametrize("requirement", all_requirements(), ids=str)
def test_every_requirement_has_a_pin_inside_its_range(requirement: Requirement) -> None:
    """The tested versions satisfy what pyproject.toml asks for."""
    pin = PINS[normalised(requirement.name)]
    assert requirement.specifier.contains(Version(pin))


def test_every_pin_can_be_installed_on_debian_12() -> None:
    """Its own Python is 3.11.2, and some packages have begun to ask for more."""
    asked = {
        normalised(d.metadata["Name"]): d.metadata.get("Requires-Python") for d in distributions()
    }
    refused = {
        name: asked[name]
        for name in PINS
        if asked.get(name) and not SpecifierSet(asked[name]).contains("3.11.2")
    }
    assert not refused


def test_no_tracked_file_names_a_registry_or_a_path_of_a_machine() -> None:
    """Nothing that is committed ties the course to one machine."""
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout
    # Debian's own Python has the prefix /usr, which every shebang names
    prefixes = {str(ROOT), sys.base_prefix} - {"/usr", "/usr/local"}
    here = "|".join(re.escape(prefix) for prefix in sorted(prefixes))
    pattern = re.compile(rf"--(extra-)?index-url|find-links|files\.pythonhosted|{here}")
    found = []
    for name in files.splitlines():
        path = ROOT / name
        if path == ROOT / "tests" / "test_packaging.py" or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [name] if pattern.search(text) else []
    assert not found
