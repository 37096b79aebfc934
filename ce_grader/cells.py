"""What each cell of a notebook is, and which names it needs and gives.

What a cell is stands in its nbgrader metadata, which the gradebook gave it.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

Kind = Literal["text", "student", "locked", "test"]
# what parsing any text may raise; a student's may be nested as deeply as he likes
NO_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
_BUILTINS = frozenset(dir(builtins)) | {"__name__", "__doc__", "__file__", "get_ipython", "display"}


# CPython 3.11 counts how deep all threads together are in the trees that they make, and raises a
# SystemError where two of them are at work (python/cpython#106905)
_PARSING = threading.Lock()


def parsed(source: str) -> ast.Module:
    """Return the syntax tree of a cell; threads take turns.

    Parameters
    ----------
    source : str
        The cell's text.

    Returns
    -------
    ast.Module
        As `ast.parse` makes it.

    Raises
    ------
    SyntaxError, ValueError
        If the text is no Python; see `NO_PYTHON`.
    """
    with _PARSING:
        return ast.parse(source)


def kind_of(cell: Mapping[str, Any]) -> Kind:
    """Return where a cell runs: test cells on the trusted side, locked ones on both.

    Parameters
    ----------
    cell : mapping
        A cell of a notebook.

    Returns
    -------
    {"text", "student", "locked", "test"}
        "text" runs nowhere, "student" on the student's side alone.
    """
    if cell.get("cell_type") != "code":
        return "text"
    marks = cell.get("metadata", {}).get("nbgrader", {})
    if marks.get("grade") and not marks.get("solution"):
        return "test"
    if marks.get("locked") and not marks.get("solution") and not marks.get("task"):
        return "locked"
    return "student"


def marks_of(cell: Mapping[str, Any]) -> tuple[str, float]:
    """Return the name of a test cell and the points that it gives.

    Parameters
    ----------
    cell : mapping
        A test cell.

    Returns
    -------
    grade_id : str
        Its name.
    points : float
        The most that it gives.
    """
    marks = cell["metadata"]["nbgrader"]
    return str(marks["grade_id"]), float(marks.get("points", 0))


def source_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's text; nbformat allows a list of lines.

    Parameters
    ----------
    cell : mapping
        A cell of a notebook.

    Returns
    -------
    str
        Its source.
    """
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else source


def free_names(source: str) -> list[str]:
    r"""Return the names that a cell reads and that it has not bound at its top level before.

    Parameters
    ----------
    source : str
        The cell's text.

    Returns
    -------
    list of str
        In the order of their first use; none if the text is no Python.

    Examples
    --------
    >>> free_names("z = 3\nprint(softmax(z))")
    ['softmax']
    """
    try:
        tree = parsed(source)
    except SyntaxError:
        return []  # running the cell says so
    bound: set[str] = set()
    free: dict[str, None] = {}
    for statement in tree.body:
        used = dict.fromkeys(_loads(statement, frozenset()))
        free.update({name: None for name in used if name not in bound and name not in _BUILTINS})
        bound |= set(_bindings([statement]))
    return list(free)


def bound_names(source: str) -> set[str]:
    """Return the names that a cell binds at its top level.

    Parameters
    ----------
    source : str
        The cell's text.

    Returns
    -------
    set of str
        None if the text is no Python.
    """
    try:
        return set(_bindings(parsed(source).body))
    except NO_PYTHON:
        return set()


def names_of_functions(sources: Iterable[str]) -> set[str]:
    r"""Return the global names that the functions and classes of some cells use.

    Parameters
    ----------
    sources : iterable of str
        The text of each cell.

    Returns
    -------
    set of str
        Names that they read, or bind by `global`.

    Examples
    --------
    >>> sorted(names_of_functions(["y = 2\ndef f(x):\n    global n\n    n = x * rate"]))
    ['n', 'rate']
    """
    found: set[str] = set()
    for source in sources:
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(parsed(source)):
                if isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
                    found.update(_loads(node, frozenset()))
                elif isinstance(node, ast.Global):
                    found.update(node.names)
    return found - _BUILTINS


def untouched_by_answers(cells: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the sources of the given cells that depend on no answer.

    Parameters
    ----------
    cells : iterable of mapping
        A notebook's cells in order.

    Yields
    ------
    str
        The text of a code cell that is neither answer nor test, and reads no name that an answer,
        or a cell that depends on one, has bound.
    """
    touched: set[str] = set()
    for cell in cells:
        if kind_of(cell) in ("text", "test"):
            continue
        source = source_of(cell)
        answer = cell.get("metadata", {}).get("nbgrader", {}).get("solution", False)
        if answer or touched & set(free_names(source)):
            touched |= bound_names(source)
        else:
            yield source


def _loads(node: ast.AST, local: frozenset[str]) -> Iterable[str]:
    """Yield names read as globals; what a function or comprehension binds is its own."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in local:
        yield node.id
    inner = local
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        body = [node.body] if isinstance(node, ast.Lambda) else node.body
        inner = local | {arg.arg for arg in ast.walk(node.args) if isinstance(arg, ast.arg)}
        inner |= set(_bindings(body))
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        inner = local | {name for part in node.generators for name in _targets(part.target)}
    for child in ast.iter_child_nodes(node):
        yield from _loads(child, inner)


def _targets(node: ast.AST) -> Iterable[str]:
    return (part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def _bindings(body: Iterable[ast.AST]) -> Iterable[str]:
    """Yield the names bound in a body, not in the functions and comprehensions within."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from ((a.asname or a.name).partition(".")[0] for a in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name
        if not isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
                                 ast.Lambda)):  # fmt: skip
            yield from _bindings(ast.iter_child_nodes(node))
