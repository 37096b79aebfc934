"""Answers files: a submission is a release notebook plus a small file of answers.

An answers file is percent text. Its docstring says what it is; each cell is named after the
grade_id of the cell whose source it replaces::

    '''No shift by the maximum.

    loses: test_softmax_stable, test_log_softmax_stable
    '''
    # %% softmax
    def softmax(z):
        ...

Further directives of the docstring, one per line: `delete: <grade_id>, …` removes cells,
`rename: <file name>` gives the notebook another name.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

CELL = re.compile(r"^# %% *(?:\[markdown\] *)?(\S+) *$", re.MULTILINE)
NAME = re.compile(r"\w+|\*")
DIRECTIVE = re.compile(r"^(base|loses|delete|rename): *(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Answers:
    """One answers file, read."""

    path: Path
    title: str
    cells: dict[str, str]
    directives: dict[str, str] = field(default_factory=dict)

    def listed(self, directive: str) -> list[str]:
        """Return the names after a directive, split at commas; none where it is missing.

        Raises
        ------
        ValueError
            If something between two commas is not one name.
        """
        listed = self.directives.get(directive, "").strip()
        names = [name.strip() for name in listed.split(",")] if listed else []
        for name in names:
            if not NAME.fullmatch(name):
                raise ValueError(
                    f"{self.path}: {directive}: {name!r} is no name of a cell; write the names "
                    "with commas between them"
                )
        return names


def read_answers(path: Path) -> Answers:
    """Read one answers file.

    Raises
    ------
    ValueError
        If it has no docstring before the first cell, or names a cell twice.
    """
    text = path.read_text(encoding="utf-8")
    head, *rest = CELL.split(text)
    docstring = ast.get_docstring(ast.parse(head))
    if not docstring:
        raise ValueError(f"{path}: an answers file opens with a docstring that says what it is")
    names = rest[::2]
    if len(set(names)) < len(names):
        raise ValueError(f"{path}: a cell is answered twice")
    sources = [
        uncommented(body) if is_markdown(text, name) else body
        for name, body in zip(names, rest[1::2], strict=True)
    ]
    cells = {name: source.strip("\n") for name, source in zip(names, sources, strict=True)}
    return Answers(path, docstring.splitlines()[0], cells, dict(DIRECTIVE.findall(docstring)))


def is_markdown(text: str, name: str) -> bool:
    """Return whether the answers file marks the cell as markdown."""
    return re.search(rf"^# %% *\[markdown\] *{re.escape(name)} *$", text, re.MULTILINE) is not None


def uncommented(body: str) -> str:
    """Return the text of a markdown cell, which stands in comments as percent text has it."""
    return "\n".join(re.sub(r"^# ?", "", line) for line in body.splitlines())


def apply_answers(nb: NotebookNode, answers: Answers) -> NotebookNode:
    """Replace the sources of the answered cells in place and return the notebook.

    Raises
    ------
    ValueError
        If the notebook has no cell of an answered, deleted or lost name.
    """
    by_id = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in nb.cells}
    named = {*answers.cells, *answers.listed("delete"), *answers.listed("loses")} - {"*"}
    missing = named - set(by_id)
    if missing:
        raise ValueError(f"{answers.path}: the notebook has no cell {sorted(missing)}")
    for name, source in answers.cells.items():
        by_id[name].source = source
    dropped = set(answers.listed("delete"))
    nb.cells = [
        cell
        for cell in nb.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") not in dropped
    ]
    return nb
