"""The release and the student bundle give nothing away."""

import ast
import io
import re
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from matplotlib import pyplot
from packaging.requirements import Requirement

from ce_helpers.checking import CheckFailed
from tools.build import ROOT, BuildError, assignments, source_notebook
from tools.bundle import FOLDER, contents, write_bundle

BLOCK = re.compile(
    r"(?:### BEGIN (?:SOLUTION|HIDDEN TESTS)|=== BEGIN MARK SCHEME ===)\n(.*?)"
    r"(?:### END (?:SOLUTION|HIDDEN TESTS)|=== END MARK SCHEME ===)",
    re.DOTALL,
)
GIVEAWAYS = re.compile(
    r"(BEGIN|END) (SOLUTION|HIDDEN|MARK SCHEME)|ce_helpers[./]reference|grading_rng|CE_GRADING_SEED"
)


def strings(value: Any) -> Iterator[str]:
    """Yield every string of a JSON value: sources, metadata, outputs and attachments."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def secret_lines(name: str) -> set[str]:
    """Return the lines of solutions, hidden tests and marking schemes that stand nowhere else."""
    secret: set[str] = set()
    open_text = ""
    for cell in source_notebook(ROOT / "source" / f"{name}.py").cells:
        blocks = BLOCK.findall(cell.source)
        secret |= {line.strip() for block in blocks for line in block.splitlines()}
        open_text += BLOCK.sub("", cell.source) + "\n"
    return {line for line in secret if len(line) >= 12 and line not in open_text}


@pytest.mark.parametrize("name", assignments())
def test_release_holds_no_line_of_a_solution_or_hidden_test(name: str) -> None:
    """Searched in every cell, metadata entry, output and attachment."""
    nb = nbformat.read(ROOT / "release" / name / f"{name}.ipynb", as_version=4)
    everything = "\n".join(strings(nb))
    secrets = secret_lines(name)
    assert secrets, "the search knows what to look for"
    assert not {line for line in secrets if line in everything}
    assert not GIVEAWAYS.findall(everything)


@pytest.mark.parametrize("name", assignments())
def test_release_has_no_outputs_and_a_stub_for_every_answer(name: str) -> None:
    """A student starts from empty cells that say what is not written yet."""
    nb = nbformat.read(ROOT / "release" / name / f"{name}.ipynb", as_version=4)
    for cell in nb.cells:
        assert not cell.get("outputs")
        data = cell.metadata.get("nbgrader", {})
        if data.get("solution") and cell.cell_type == "code":
            assert "NotImplementedError" in cell.source, cell.id


@pytest.mark.slow
@pytest.mark.parametrize("name", assignments())
def test_an_unanswered_notebook_says_what_is_missing(name: str, capsys: Any) -> None:
    """Each cell that needs an answer says which, in a sentence: no NameError, no TypeError."""
    nb = nbformat.read(ROOT / "release" / name / f"{name}.ipynb", as_version=4)
    namespace: dict[str, Any] = {}
    told = []
    for cell in (cell for cell in nb.cells if cell.cell_type == "code"):
        try:
            exec(compile(cell.source, f"<{cell.id}>", "exec"), namespace)
        except (CheckFailed, NotImplementedError) as error:
            told.append(str(error))
    pyplot.close("all")
    assert len(told) > 10
    assert [text for text in told if not re.search("written|still|empty", text)] == []


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text files of the student bundle."""
    path = write_bundle(tmp_path_factory.mktemp("bundle") / "student.zip")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return {
            name.removeprefix(f"{FOLDER}/"): archive.read(name).decode("utf-8", "replace")
            for name in archive.namelist()
        }


def test_bundle_holds_what_a_student_needs(bundle: dict[str, str]) -> None:
    """Notebooks, helpers, environment and a page that says how to start."""
    wanted = {f"{name}/{name}.ipynb" for name in assignments()}
    wanted |= {"environment.yml", "pyproject.toml", "README.md", "ce_helpers/numeric.py"}
    assert wanted | {"pins.txt"} <= set(bundle)


def test_bundle_asks_for_what_students_use_and_no_more(bundle: dict[str, str]) -> None:
    """By pip and by conda: what notebooks import, and Jupyter with nbgrader."""
    used = {"ipykernel", "jupyterlab", "matplotlib", "nbgrader", "numpy", "sympy"}
    asked = tomllib.loads(bundle["pyproject.toml"])["project"]["dependencies"]
    assert {Requirement(line).name for line in asked} == used
    conda = yaml.safe_load(bundle["environment.yml"])
    assert conda["channels"] == ["conda-forge"] and conda["dependencies"].pop() == {
        "pip": ["--editable ."]
    }
    names = {re.split("[<>=]", line)[0] for line in conda["dependencies"]}
    assert names == {"python", "pip", "matplotlib-base", *used} - {"matplotlib"}


def test_a_release_that_was_deleted_is_not_bundled_as_nothing(tmp_path: Path) -> None:
    """The sentence names the assignment and the way on."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "01_softmax.py").touch()
    with pytest.raises(BuildError, match="no release of 01_softmax to bundle; make build makes it"):
        contents(tmp_path)


def test_bundle_names_no_reference_and_no_hidden_test(bundle: dict[str, str]) -> None:
    """Neither as a file nor as a word inside one."""
    assert not [name for name in bundle if "reference" in name or "ce_grader" in name]
    assert not {name: found for name in bundle if (found := GIVEAWAYS.findall(bundle[name]))}


def functions(text: str) -> set[str]:
    """Return the bodies of the functions of a module that have at least two statements."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            body = [s for s in node.body if not isinstance(getattr(s, "value", None), ast.Constant)]
            if len(body) >= 2:
                found.add("\n".join(ast.dump(statement) for statement in body))
    return found


def test_bundle_shares_no_function_body_with_the_reference(bundle: dict[str, str]) -> None:
    """A reference copied into the student part would be a solution given away."""
    reference: set[str] = set()
    for path in sorted(Path(ROOT, "ce_helpers", "reference").glob("*.py")):
        reference |= functions(path.read_text(encoding="utf-8"))
    student = set().union(*(functions(t) for name, t in bundle.items() if name.endswith(".py")))
    assert reference and not (reference & student)


def test_bundle_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    """Two builds can be compared by their digest."""
    first = write_bundle(tmp_path / "a.zip").read_bytes()
    assert first == write_bundle(tmp_path / "b.zip").read_bytes()
