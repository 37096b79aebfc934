"""A self-learner with the student bundle alone: no instructor, no reference, no grader."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import WINDOW, Lab, free_port, new_page, picture, serving
from tests.course import ROOT
from tools import lab
from tools.build import venv_environment
from tools.bundle import FOLDER, write_bundle

NAME = "01_softmax"
KERNEL = '{{"argv": ["{python}", "-m", "ipykernel_launcher", "-f", "{{connection_file}}"], '
KERNEL += '"display_name": "Python 3 (ipykernel)", "language": "python"}}'

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]


def student_python(folder: Path, bundle: Path) -> Path:
    """Return a Python with the bundle and everything this one has but the course itself.

    A `.pth` line adds the packages installed here without reading their own `.pth` files, and so
    without the editable course.
    """
    venv.create(folder, symlinks=True)
    (packages,) = folder.glob("lib/python3*/site-packages")
    installed = next(path for path in sys.path if path.endswith("site-packages"))
    (packages / "student.pth").write_text(f"{bundle}\n{installed}\n")
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the bundle, put the published solution beside it, and make the student's Python."""
    folder = tmp_path_factory.mktemp("self-learner")
    zipfile.ZipFile(write_bundle(folder / "student.zip")).extractall(folder)
    shutil.copytree(ROOT / "solutions" / NAME, folder / FOLDER / "solutions")
    python = student_python(folder / "python", folder / FOLDER)
    kernel = folder / "jupyter" / "data" / "kernels" / "python3" / "kernel.json"
    kernel.parent.mkdir(parents=True)
    kernel.write_text(KERNEL.format(python=python))
    return folder


@pytest.fixture(scope="module")
def desk(browser: Browser, home: Path) -> Iterator[Lab]:
    """Open the assignment in JupyterLab, in a folder that holds the bundle alone."""
    state = home / "jupyter"
    lab.write_settings(state / "settings")
    shutil.copytree(lab.DESK / "jupyter" / "workspaces", state / "workspaces")
    env = {
        **venv_environment(),
        "JUPYTER_CONFIG_DIR": str(state / "config"),
        "JUPYTER_DATA_DIR": str(state / "data"),
        "JUPYTER_RUNTIME_DIR": str(state / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(state / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(state / "workspaces"),
        "JUPYTER_TOKEN": "self-learner",
    }
    line = lab.command(home / FOLDER, free_port(), "/lab", False)
    with serving(line, env, home / FOLDER, home / "lab.log"):
        yield Lab(new_page(browser), lab.link(line, env))


@pytest.mark.parametrize("module", ["ce_helpers.reference", "ce_grader"])
def test_the_bundle_has_neither_reference_nor_grader(home: Path, module: str) -> None:
    """Else the journey below would not show that the visible checks are enough."""
    python = str(home / "python" / "bin" / "python")
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    options = {"cwd": home, "env": clean, "capture_output": True, "text": True}
    helpers = subprocess.run([python, "-c", "import ce_helpers.softmax"], **options)
    assert helpers.returncode == 0, helpers.stderr
    result = subprocess.run([python, "-c", f"import {module}"], **options)
    assert "ModuleNotFoundError" in result.stderr


def answers() -> dict[str, str]:
    """Return the answer cells of the assignment, by grade_id, as the solution has them."""
    nb = nbformat.read(ROOT / "solutions" / NAME / f"{NAME}.ipynb", as_version=4)
    marked = [(cell.metadata.get("nbgrader", {}), cell.source) for cell in nb.cells]
    return {meta["grade_id"]: source for meta, source in marked if meta.get("solution")}


def released() -> list[nbformat.NotebookNode]:
    """Return the code cells of the release that belong to nbgrader, in order."""
    nb = nbformat.read(ROOT / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    return [cell for cell in nb.cells if "nbgrader" in cell.metadata and cell.cell_type == "code"]


def telling_line(source: str, sources: list[str]) -> str:
    """Return the first line of a cell that stands in no other cell."""
    lines = [line for line in source.splitlines() if line.strip()]
    return next(line for line in lines if sum(line in other for other in sources) == 1)


def test_hints_unfold_and_every_answer_is_confirmed_by_its_checks(desk: Lab) -> None:
    """From the first hint to the last check; then the solution is there to compare with."""
    page = desk.page
    page.set_viewport_size({"width": 800, "height": 600})  # or 200 % of a laptop's screen
    expect(desk.notebook).to_contain_text("from scores to probabilities")
    expect(page.locator("#jp-left-stack")).to_be_hidden()
    page.set_viewport_size(WINDOW)
    expect(desk.notebook.locator("mjx-container").first).to_be_visible()
    desk.rest()
    hint = desk.notebook.locator("details", has_text="Split step 1 into two factors").first
    expect(hint.locator("mjx-container").first).to_be_attached()
    expect(hint.get_by_text("Split step 1")).to_be_hidden()
    hint.locator("summary").click()
    expect(hint.get_by_text("Split step 1")).to_be_visible()
    hint.evaluate("node => node.scrollIntoView({block: 'center'})")
    picture(page, "self-learner-1-hint")
    right, cells = answers(), released()
    for cell in cells:
        meta, head = cell.metadata.nbgrader, telling_line(cell.source, [c.source for c in cells])
        if meta.solution:
            desk.write(desk.cell(head), right[meta.grade_id])
        desk.run_cell(desk.cell(head))
        if meta.grade:
            output = desk.cell(head).locator(".jp-OutputArea")
            expect(output).to_contain_text("✓ passed (1 point): ")
    picture(page, "self-learner-2-passed")
    desk.open_file("solutions", f"{NAME}.ipynb")
    figure = desk.cell("plots.jacobian_by_scale")
    desk.look_at(figure)
    expect(figure.locator(".jp-OutputArea img")).to_be_visible()
    picture(page, "self-learner-3-solution")
