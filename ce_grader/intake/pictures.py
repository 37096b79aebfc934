"""Cells that can only draw what the instructor's own notebook shows, and need not run again.

Such a cell calls functions of modules that the course says do nothing but draw, with constants,
and nothing else in the notebook needs a name that it binds. What is not understood runs.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from ce_grader.cells import (
    NO_PYTHON,
    bound_names,
    free_names,
    kind_of,
    names_of_functions,
    parsed,
    source_of,
)

_Cell = Mapping[str, Any]
_Output = dict[str, Any]
# with these, code can read names that it does not spell
_BY_ANY_NAME = {"eval", "exec", "globals", "locals", "vars", "dir", "get_ipython"}
_ARRAY = "numpy.array"


def pictures_of(cells: Sequence[_Cell], modules: Sequence[str]) -> dict[int, str]:
    """Return the cells of a notebook that draw the same in everybody's.

    Parameters
    ----------
    cells : sequence of mapping
        The notebook's, in order.
    modules : sequence of str
        Patterns of the modules that do nothing but draw: ``"course.*.plots"``.

    Returns
    -------
    dict of int to str
        The text of each, by its place.
    """
    code = [i for i, cell in enumerate(cells) if kind_of(cell) != "text"] if modules else []
    sources = {i: source_of(cells[i]) for i in code}
    try:  # a test is given the names that it spells
        trees = {i: parsed(sources[i]) for i in code if kind_of(cells[i]) != "test"}
    except NO_PYTHON:  # who knows which names it reads
        return {}
    known = _origins(trees.values())
    if "*" in known or _BY_ANY_NAME & set(known):
        return {}
    found = {
        i
        for i, tree in trees.items()
        if _is_unmarked(cells[i]) and _only_draws(tree, known, modules)
    }
    needed = {name for i in sources if i not in found for name in _reads(sources[i])}
    return {i: sources[i] for i in found if not needed & bound_names(sources[i])}


def shown_by(cells: Sequence[_Cell], modules: Sequence[str]) -> dict[str, list[_Output]]:
    """Return what the pictures of the instructor's own graded notebook show, by their text.

    Parameters
    ----------
    cells : sequence of mapping
        The notebook's, with outputs.
    modules : sequence of str
        As for `pictures_of`.

    Returns
    -------
    dict of str to list of dict
        The outputs of those that raise nothing.
    """
    return {
        source: cells[i]["outputs"]
        for i, source in pictures_of(cells, modules).items()
        if all(output["output_type"] != "error" for output in cells[i]["outputs"])
    }


def _is_unmarked(cell: _Cell) -> bool:
    return kind_of(cell) == "student" and not cell.get("metadata", {}).get("nbgrader")


def _reads(source: str) -> set[str]:
    return {*free_names(source), *names_of_functions([source])}


def _origins(trees: Iterable[ast.Module]) -> dict[str, set[str]]:
    """Return where each name may come from: modules and what is in them, or "" for elsewhere.

    A built-in function that is read comes from elsewhere, too.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for tree in trees:
        for node in ast.walk(tree):
            for name, origin in _origins_in(node):
                found[name].add(origin)
    return found


def _origins_in(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            package = alias.name.partition(".")[0]  # which is all that `import a.b` binds
            yield (alias.asname, alias.name) if alias.asname else (package, package)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield (alias.asname or alias.name), f"{node.module}.{alias.name}"
    elif isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load) or node.id in _BY_ANY_NAME:
            yield node.id, ""
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name, ""
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        yield from ((name, "") for name in node.names)
    elif isinstance(node, ast.ExceptHandler) and node.name:
        yield node.name, ""


def _only_draws(tree: ast.Module, known: Mapping[str, set[str]], modules: Sequence[str]) -> bool:
    """Return whether a cell consists of imports of drawing modules, and of their calls."""

    def is_drawing(origin: str) -> bool:
        return any(fnmatchcase(origin, pattern) for pattern in modules)

    def is_fine(statement: ast.stmt) -> bool:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            return all(is_drawing(origin) for _, origin in _origins_in(statement))
        if isinstance(statement, ast.Assign):
            targets = [part for target in statement.targets for part in _flat(target)]
            if not all(isinstance(part, ast.Name) for part in targets):
                return False
        elif not isinstance(statement, ast.Expr):
            return False
        call = statement.value
        return (
            isinstance(call, ast.Call)
            and is_drawing(_path(call.func, known).rpartition(".")[0])
            and all(_is_constant(argument, known) for argument in _arguments(call))
        )

    return any(not isinstance(s, (ast.Import, ast.ImportFrom)) for s in tree.body) and all(
        map(is_fine, tree.body)
    )


def _flat(target: ast.expr) -> list[ast.expr]:
    return target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]


def _path(node: ast.expr, known: Mapping[str, set[str]]) -> str:
    """Return what a module's attribute is called in full, or nothing."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return ""
    origins = known.get(node.value.id, set())
    return f"{next(iter(origins))}.{node.attr}" if len(origins) == 1 and "" not in origins else ""


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _is_constant(node: ast.expr, known: Mapping[str, set[str]]) -> bool:
    """Return whether a value is written out: numbers and words, or an array of them."""
    if isinstance(node, ast.Call) and _path(node.func, known) == _ARRAY:
        return all(_is_constant(argument, known) for argument in _arguments(node))
    try:
        ast.literal_eval(node)
    except NO_PYTHON:
        return False
    return True
