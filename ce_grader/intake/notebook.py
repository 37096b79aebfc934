"""Read what a student handed in: bytes in, a well-formed notebook or a refusal out.

Nothing here trusts the file. A notebook comes out with known cell types, plain strings, fresh
cell ids and no outputs, or `Refused` is raised with a sentence that the student understands.
What the cells *mean* for the grade is restored afterwards, by `ce_grader.intake.restore`.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

#: Cell metadata that a student may keep; nbgrader's own is rewritten from the assignment.
#: Tags are not among them: `skip-execution` on a test cell would be full marks.
KEPT_METADATA = frozenset({"nbgrader"})
#: Pasted pictures that a written answer may hold.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})
AGAIN = "Please hand in again the notebook that you fetched, with your answers filled in."


class Refused(Exception):
    """A file that cannot be graded; the message is one sentence for the student."""


@dataclass(frozen=True)
class Limits:
    """How large a submitted notebook may be."""

    notebook_bytes: int = 20_000_000
    cells: int = 2_000
    source_bytes: int = 1_000_000


def read_regular(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file, following no symbolic link and waiting for no pipe.

    Raises
    ------
    Refused
        If it is a link, a folder or a device, is larger than `limit`, or cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError as error:
        raise Refused(
            f"There is no file {shown(path.name)} in what was handed in: was it renamed? {AGAIN}"
        ) from error
    except OSError as error:
        what = "is a link to another file" if path.is_symlink() else "cannot be opened"
        raise Refused(f"The file {shown(path.name)} {what}. {AGAIN}") from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Refused(f"{shown(path.name)} is not an ordinary file. {AGAIN}")
        content = read_at_most(descriptor, limit + 1)
    finally:
        os.close(descriptor)
    if len(content) > limit:
        raise Refused(
            f"The file {shown(path.name)} is larger than {limit / 1e6:g} MB. Clear all outputs "
            "(Edit › Clear Outputs of All Cells), save, and hand it in again."
        )
    return content


def read_at_most(descriptor: int, count: int) -> bytes:
    """Return the first bytes of an open file, however large it says it is."""
    content = bytearray()
    while len(content) < count and (block := os.read(descriptor, min(count, 2**20))):
        content += block
    return bytes(content[:count])


def shown(name: str) -> str:
    """Return a file name that is safe to print: no control characters, not endless."""
    plain = "".join(char if char.isprintable() else "?" for char in name)
    return f"“{plain if len(plain) <= 80 else plain[:77] + '…'}”"


def read_notebook(path: Path, limits: Limits = Limits()) -> NotebookNode:  # noqa: B008
    """Read one submitted notebook file; see `parse_notebook`."""
    return parse_notebook(read_regular(path, limits.notebook_bytes), limits)


def parse_notebook(content: bytes, limits: Limits = Limits()) -> NotebookNode:  # noqa: B008
    """Return a well-formed notebook of format 4.5 made from untrusted bytes.

    Outputs, tags, attachments other than pictures and the notebook's metadata are left out;
    cell ids are given anew.

    Parameters
    ----------
    content : bytes
        The file.
    limits : Limits
        How many cells and how long a source it may hold.

    Raises
    ------
    Refused
        If it is no notebook that can be graded; the message says what to do.

    Examples
    --------
    >>> parse_notebook(b"{}")
    Traceback (most recent call last):
        ...
    ce_grader.intake.notebook.Refused: The file is not a Jupyter notebook: it has no cells. \
Please hand in again the notebook that you fetched, with your answers filled in.
    """
    raw = upgraded(load_json(content))
    cells = raw.get("cells")
    if not isinstance(cells, list):
        raise Refused(f"The file is not a Jupyter notebook: it has no cells. {AGAIN}")
    if len(cells) > limits.cells:
        raise Refused(
            f"The notebook has {len(cells)} cells; at most {limits.cells} are graded. {AGAIN}"
        )
    clean = [clean_cell(cell, limits) for cell in cells if isinstance(cell, dict)]
    return assembled(clean)


def load_json(content: bytes) -> dict[str, Any]:
    """Return the JSON object that the bytes hold."""
    if not content.strip():
        raise Refused(f"The file is empty. {AGAIN}")
    try:
        value = json.loads(content.decode("utf-8-sig", errors="replace"))
    except RecursionError as error:
        raise Refused(f"The file is nested too deeply to be a notebook. {AGAIN}") from error
    except ValueError as error:
        raise Refused(
            f"The file is not a complete Jupyter notebook (it may be cut off). {AGAIN}"
        ) from error
    if not isinstance(value, dict):
        raise Refused(f"The file is not a Jupyter notebook. {AGAIN}")
    return value


def upgraded(raw: dict[str, Any]) -> dict[str, Any]:
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
    except Exception as error:  # whatever a malformed old notebook makes of the converter
        raise Refused(
            f"The notebook has the old format 3 and could not be converted. {AGAIN}"
        ) from error


def clean_cell(cell: dict[str, Any], limits: Limits) -> NotebookNode:
    """Return a cell with a known type, a text as source and the few metadata that are kept."""
    source = text_of(cell.get("source"))
    if len(source.encode()) > limits.source_bytes:
        raise Refused(
            f"A cell holds more than {limits.source_bytes / 1e6:g} MB of text. Delete it, and "
            "hand the notebook in again."
        )
    metadata = as_dict(cell.get("metadata"))
    kept = {key: metadata[key] for key in KEPT_METADATA & set(metadata)}
    kind = cell.get("cell_type")
    clean = NotebookNode(cell_type=kind if kind in ("code", "markdown") else "raw", source=source)
    clean.metadata = NotebookNode(kept)
    found = pictures(as_dict(cell.get("attachments")))
    if clean.cell_type == "markdown" and found:
        clean.attachments = nbformat.from_dict(found)
    return clean


def as_dict(value: object) -> dict[str, Any]:
    """Return the value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def text_of(source: object) -> str:
    """Return a cell's source as one string that can be stored: no lone surrogates, no NUL."""
    parts = source if isinstance(source, list) else [source]
    text = "".join(part for part in parts if isinstance(part, str))
    return text.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "\ufffd")


def pictures(attachments: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return the attachments that are pictures."""
    found = {}
    for name, bundle in attachments.items():
        items = as_dict(bundle).items()
        kept = {kind: data for kind, data in items if kind in PICTURES and is_base64(data)}
        if kept:
            found[text_of(name)] = kept
    return found


def is_base64(data: object) -> bool:
    """Return whether the value is base64 text, which cannot break out of an attribute."""
    return isinstance(data, str) and re.fullmatch(r"[A-Za-z0-9+/=\s]*", data) is not None


def assembled(cells: Iterable[NotebookNode]) -> NotebookNode:
    """Return a notebook of format 4.5 of the cells, with fresh ids and empty outputs."""
    nb = nbformat.v4.new_notebook()
    nb.nbformat_minor = 5
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        nb.cells.append(cell)
    return nb
