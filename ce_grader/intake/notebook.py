"""Read the notebook that a student handed in: bytes in, a well-formed notebook or a refusal out.

Nothing here trusts the file. A notebook comes out with known cell types, plain strings, fresh
cell ids and no outputs, or `Refused` is raised with a sentence that the student understands.
What the cells *mean* for the grade is restored afterwards, by `ce_grader.intake.restore`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from ce_grader.intake.allowed import PICTURES
from ce_grader.intake.files import AGAIN, Refused, read_regular, shown
from ce_grader.intake.located import HINTS

#: Cell metadata that a student may keep; nbgrader's own is rewritten from the assignment.
#: Tags are not among them: `skip-execution` on a test cell would be full marks.
_KEPT_METADATA = frozenset({"nbgrader"})
#: What is handed in in place of a notebook, by how it begins.
_OTHER_FORMS = (
    (rb"\A\s*\Z", "The file is empty."),
    (rb"\A(\xff\xfe|\xfe\xff)", "The file is saved as UTF-16; a notebook is UTF-8."),
    (rb"\A(\xef\xbb\xbf)?\s*<(?!<<)", "The file is a web page (HTML), not a Jupyter notebook."),
)
_CONFLICT = (
    "The file holds git's conflict markers (<<<<<<<): keep one of the two versions, open the "
    "notebook in Jupyter to see that it is whole, and hand it in again."
)


@dataclass(frozen=True)
class NotebookLimits:
    """How large a submitted notebook may be; outputs are thrown away, and count for nothing."""

    notebook_bytes: int = 100_000_000
    entries: int = 8_000_000
    cells: int = 2_000
    source_bytes: int = 1_000_000
    all_source_bytes: int = 20_000_000


def read_notebook(path: Path, limits: NotebookLimits = NotebookLimits()) -> NotebookNode:  # noqa: B008
    """Read one submitted notebook file.

    Parameters
    ----------
    path : Path
        The file.
    limits : NotebookLimits
        How large it may be.

    Returns
    -------
    NotebookNode
        A well-formed notebook; see `parse_notebook`.

    Raises
    ------
    Refused
        If it is no notebook that can be graded; the message says what to do.
    """
    return parse_notebook(read_regular(path, limits.notebook_bytes), limits)


def parse_notebook(content: bytes, limits: NotebookLimits = NotebookLimits()) -> NotebookNode:  # noqa: B008
    """Return a well-formed notebook of format 4.5 made from untrusted bytes.

    Outputs, tags, attachments other than pictures and the notebook's metadata are left out;
    cell ids are given anew.

    Parameters
    ----------
    content : bytes
        The file.
    limits : NotebookLimits
        How many cells it may hold, and how long a source.

    Returns
    -------
    NotebookNode
        The cleaned notebook.

    Raises
    ------
    Refused
        If it is no notebook that can be graded; the message says what to do.

    Examples
    --------
    >>> parse_notebook(b"{}")
    Traceback (most recent call last):
        ...
    ce_grader.intake.files.Refused: The file is not a Jupyter notebook: it has no cells. \
Please hand in again the notebook that you fetched, with your answers filled in.
    """
    if sum(map(content.count, (b"[", b"{", b","))) > limits.entries:
        raise Refused(
            "The notebook's outputs are too many to be read. Clear them (Edit › Clear Outputs of "
            "All Cells), save, and hand it in again."
        )
    cells = _upgraded(_load_json(content)).get("cells")
    if not isinstance(cells, list):
        raise Refused(f"The file is not a Jupyter notebook: it has no cells. {AGAIN}")
    if len(cells) > limits.cells:
        raise Refused(
            f"The notebook has {len(cells)} cells; at most {limits.cells} are graded. {AGAIN}"
        )
    clean = [_clean_cell(cell, limits) for cell in cells if isinstance(cell, dict)]
    if sum(len(cell.source) for cell in clean) > limits.all_source_bytes:
        raise Refused(
            f"The cells hold more than {limits.all_source_bytes / 1e6:g} MB of text. {AGAIN}"
        )
    return assembled(clean)


def _load_json(content: bytes) -> dict[str, Any]:
    for pattern, what in _OTHER_FORMS:
        if re.search(pattern, content):
            raise Refused(f"{what} {AGAIN}")
    try:
        value = json.loads(content.decode("utf-8-sig", errors="replace"))
    except RecursionError as error:
        raise Refused(f"The file is nested too deeply to be a notebook. {AGAIN}") from error
    except ValueError as error:
        raise Refused(
            _CONFLICT
            if re.search(rb"^<{7}.*^>{7}", content, re.M | re.S)
            else f"The file is not a complete Jupyter notebook (it may be cut off). {AGAIN}"
        ) from error
    if not isinstance(value, dict):
        raise Refused(f"The file is not a Jupyter notebook. {AGAIN}")
    return value


def _upgraded(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the notebook in format 4, converting the older format 3."""
    version = raw.get("nbformat", 4)
    if version == 4:
        return raw
    if version != 3:
        raise Refused(
            f"The notebook has format {shown(str(version))}; this course uses format 4. {AGAIN}"
        )
    try:
        return dict(nbformat.convert(nbformat.from_dict(raw), 4))
    except Exception as error:  # a malformed old notebook may raise anything in the converter
        raise Refused(
            f"The notebook has the old format 3 and could not be converted. {AGAIN}"
        ) from error


def _clean_cell(cell: dict[str, Any], limits: NotebookLimits) -> NotebookNode:
    """Return a cell with a known type, a string as source and the few metadata that are kept."""
    source = _text_of(cell.get("source"))
    if len(source.encode()) > limits.source_bytes:
        raise Refused(
            f"A cell holds more than {limits.source_bytes / 1e6:g} MB of text. Delete it, and "
            "hand the notebook in again."
        )
    metadata = _as_dict(cell.get("metadata"))
    kept = {key: metadata[key] for key in _KEPT_METADATA & set(metadata)}
    ids = (cell.get("id"), metadata.get("id"))  # Colab keeps it in the metadata
    kept[HINTS] = [name for name in ids if isinstance(name, str)]
    kind = cell.get("cell_type")
    clean = NotebookNode(cell_type=kind if kind in ("code", "markdown") else "raw", source=source)
    clean.metadata = NotebookNode(kept)
    found = _pictures(_as_dict(cell.get("attachments")))
    if clean.cell_type == "markdown" and found:
        clean.attachments = nbformat.from_dict(found)
    return clean


def _as_dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text_of(source: object) -> str:
    """Return a cell's source as one string that can be stored: no lone surrogates, no NUL."""
    parts = source if isinstance(source, list) else [source]
    lines = [part for part in parts if isinstance(part, str)]
    # an assistant's JSON may list lines without their ends
    whole = any(line.endswith("\n") for line in lines[:-1])
    text = ("" if whole else "\n").join(lines)
    return text.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "\ufffd")


def _pictures(attachments: dict[str, Any]) -> dict[str, dict[str, str]]:
    found = {}
    for name, bundle in attachments.items():
        items = _as_dict(bundle).items()
        kept = {kind: data for kind, data in items if kind in PICTURES and _is_base64(data)}
        if kept:
            found[_text_of(name)] = kept
    return found


def _is_base64(data: object) -> bool:
    """Return whether the value is base64 text, which cannot break out of an attribute."""
    return isinstance(data, str) and re.fullmatch(r"[A-Za-z0-9+/=\s]*", data) is not None


def assembled(cells: Iterable[NotebookNode]) -> NotebookNode:
    """Return a notebook made of cells.

    Parameters
    ----------
    cells : iterable of NotebookNode
        Cells without ids; they are changed in place.

    Returns
    -------
    NotebookNode
        In format 4.5, with fresh ids and without outputs.
    """
    nb = nbformat.v4.new_notebook()
    nb.nbformat_minor = 5
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        nb.cells.append(cell)
    return nb
