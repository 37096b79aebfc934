"""What students get back: the check that failed and its sentence, and nothing that can run.

Named in `nbgrader_config.py`::

    c.GenerateFeedback.exporter_class = "ce_grader.nbgrader_seams.feedback.FeedbackExporter"
    c.GenerateFeedback.preprocessors = [GetMarks, StudentView]
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades, NbGraderPreprocessor
from traitlets import Bool, Enum

from ce_grader.cells import kind_of
from ce_grader.intake.released import without_hidden_tests, without_scheme
from ce_grader.intake.renderer import one_notebook
from ce_grader.nbgrader_seams.figures import describe_figures
from ce_grader.nbgrader_seams.marks import EVERYTHING, TOLD, VISIBLE, is_open
from ce_grader.nbgrader_seams.report import page_of
from ce_grader.trusted.clean import clean_outputs


class GetMarks(GetGrades):
    """nbgrader's, and which cells wait for a person: those are not 0 points."""

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        """Write a cell's points into its metadata."""
        name = cell.metadata.nbgrader.grade_id
        grade = self.gradebook.find_grade(
            name, self.notebook_id, self.assignment_id, self.student_id
        )
        points = {"score": grade.score, "points": grade.max_score, "waiting": is_open(grade)}
        cell.metadata.nbgrader.update(points)


class StudentView(NbGraderPreprocessor):
    """Turns an autograded notebook into what its student may see."""

    marking_scheme = Bool(
        False,
        help="Whether feedback shows the marking schemes of written questions, which hold model "
        "answers: wait until the last late submission is in.",
    ).tag(config=True)
    tells = Enum(
        TOLD,
        EVERYTHING,
        help="What feedback tells of the checks: everything; their sentences without points; or "
        "what the visible checks said, without points and without a word of the hidden tests.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Turn each cell into what its student may see, and describe the figures.

        Parameters
        ----------
        nb : NotebookNode
            A graded notebook; it is changed in place.
        resources : dict
            nbgrader's.

        Returns
        -------
        nb : NotebookNode
            What the student sees of it.
        resources : dict
            As they were.
        """
        nb, resources = super().preprocess(nb, resources)
        resources.setdefault("nbgrader", {})["tells"] = self.tells
        describe_figures(nb)
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, cell_index: int
    ) -> tuple[NotebookNode, Any]:
        """Leave out hidden tests, tracebacks through tests, paths, and all that could run.

        Parameters
        ----------
        cell : NotebookNode
            A cell of the graded notebook; it is changed in place.
        resources : dict
            nbgrader's.
        cell_index : int
            Its place.

        Returns
        -------
        cell : NotebookNode
            What the student sees of it.
        resources : dict
            As they were.
        """
        if self.tells == VISIBLE:
            _withhold(cell)
        if cell.cell_type != "code":
            if cell.metadata.get("nbgrader", {}).get("locked") and not self.marking_scheme:
                cell.source = without_scheme(cell.source)
            return cell, resources
        outputs = [_without_paths(output) for output in clean_outputs(_plain(cell.outputs))]
        if kind_of(cell) == "test":
            cell.source = without_hidden_tests(cell.source)
            isolated = "ce_grader" in cell.metadata
            outputs = [_sentence(output, isolated) for output in outputs]
        cell.outputs = [NotebookNode(output) for output in outputs]
        for output in cell.outputs:
            if "data" in output:
                output.data, output.metadata = NotebookNode(output.data), NotebookNode()
        return cell, resources


def _withhold(cell: NotebookNode) -> None:
    """Leave out what would tell how the hidden tests of a cell have ended.

    Where the grader has not kept which part of a test ended it, that may have been the hidden one.
    """
    about = cell.metadata.get("nbgrader", {})
    about.pop("comment", None)  # it may name a test that came to no verdict
    visible = without_hidden_tests(cell.source)
    if kind_of(cell) != "test" or visible == cell.source.rstrip():
        return
    withheld = cell.metadata.get("ce_grader", {}).get("hidden", True)
    errors = [output for output in cell.outputs if output.output_type == "error"]
    cell.outputs = [] if withheld else errors
    if withheld or not errors:
        checked = any(line.strip()[:1] not in ("", "#") for line in visible.splitlines())
        about.update(score=about.get("points", 0), waiting=not checked)


def _plain(outputs: Any) -> list[dict[str, Any]]:
    """Return outputs of nbformat as plain dicts and strings."""
    found = []
    for output in outputs:
        record = {key: output[key] for key in output}
        if "data" in record:
            record["data"] = {mime: _joined(value) for mime, value in record["data"].items()}
        if "text" in record:
            record["text"] = _joined(record["text"])
        found.append(record)
    return found


def _joined(value: Any) -> Any:
    return "".join(value) if isinstance(value, list) else value


def _sentence(output: dict[str, Any], isolated: bool) -> dict[str, Any]:
    """Return an error of a test cell as its sentence alone."""
    if output["output_type"] != "error":
        return output
    if isolated:
        return output | {"traceback": [output["evalue"]]}
    # what plain nbgrader left may be a whole NumPy comparison
    first = f"{output['ename']}: {output['evalue'].strip().partition(chr(10))[0]}"
    return output | {"evalue": first, "traceback": [first]}


def _without_paths(output: dict[str, Any]) -> dict[str, Any]:
    """Return the output with the folders of this installation left out."""
    if "text" in output:
        return output | {"text": shorten(output["text"])}
    if output["output_type"] == "error":
        lines = [shorten(line) for line in output["traceback"]]
        return output | {"evalue": shorten(output["evalue"]), "traceback": lines}
    data = output["data"]
    return output | {
        "data": {m: shorten(v) if m.startswith("text/") else v for m, v in data.items()}
    }


def _folders() -> list[str]:
    here = Path(__file__).resolve().parents[2]
    return sorted({sys.prefix, sys.base_prefix, str(here), str(Path.home())}, key=len, reverse=True)


def shorten(text: str) -> str:
    """Return the text with the paths of the Python environment cut short.

    Parameters
    ----------
    text : str
        A traceback, or anything else that was printed.

    Returns
    -------
    str
        With "…/" in place of each folder.
    """
    for folder in _folders():
        if len(folder) > 1:
            text = text.replace(folder + "/", "…/")
    return re.sub(r"…/lib/python3\.\d+/(site-packages/)?", "…/", text)


class FeedbackExporter(Exporter):
    """One page without a script: the score, what was lost, what waits, and the notebook."""

    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of a graded notebook.

        Parameters
        ----------
        nb : NotebookNode
            The graded notebook.
        resources : dict, optional
            nbgrader's.
        **kw : object
            nbconvert's.

        Returns
        -------
        html : str
            The page.
        resources : dict
            nbgrader's.
        """
        with one_notebook():
            nb, resources = super().from_notebook_node(nb, resources, **kw)
            page, unset = page_of(nb, resources["nbgrader"])
        for tex in unset:
            self.log.warning("a formula is shown as its TeX, as it cannot be set: %s", tex)
        return page, resources
