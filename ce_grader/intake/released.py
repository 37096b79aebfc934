"""The text of a cell as students have it: the gradebook keeps hidden tests and marking schemes."""

from __future__ import annotations

import ast
import re

from ce_grader.cells import NO_PYTHON, parsed

_HIDDEN = re.compile(
    r"^[^\n]*### BEGIN HIDDEN TESTS.*?(### END HIDDEN TESTS[^\n]*\n?|\Z)", re.M | re.S
)
_SCHEME = re.compile(r"^=== BEGIN MARK SCHEME ===.*?(^=== END MARK SCHEME ===\s*|\Z)", re.M | re.S)
_MARKERS = re.compile(r"^=== (BEGIN|END) MARK SCHEME ===\s*", re.M)


def without_hidden_tests(source: str) -> str:
    """Return a test cell's text without its hidden tests.

    Parameters
    ----------
    source : str
        As the instructor wrote it.

    Returns
    -------
    str
        As it is released.
    """
    return _HIDDEN.sub("", source).rstrip()


def is_hidden(source: str, line: int) -> bool:
    """Return whether a line of a test cell is one of its hidden tests.

    Parameters
    ----------
    source : str
        As the instructor wrote it.
    line : int
        From 1.

    Returns
    -------
    bool
        False for what is released.
    """
    return any(
        0 <= line - 1 - source.count("\n", 0, found.start()) < len(found[0].splitlines())
        for found in _HIDDEN.finditer(source)
    )


def without_scheme(source: str) -> str:
    """Return a question without its marking scheme.

    Parameters
    ----------
    source : str
        As the instructor wrote it.

    Returns
    -------
    str
        As it is released.
    """
    return _SCHEME.sub("", source).rstrip()


def scheme_of(source: str) -> str:
    r"""Return the marking scheme that stands in a cell.

    Parameters
    ----------
    source : str
        As the instructor wrote it.

    Returns
    -------
    str
        Without its markers; empty if there is none.

    Examples
    --------
    >>> scheme_of("Why?\n=== BEGIN MARK SCHEME ===\nOne point.\n=== END MARK SCHEME ===")
    'One point.'
    """
    return _MARKERS.sub("", "\n".join(found[0] for found in _SCHEME.finditer(source))).strip()


def key_of(source: str, is_code: bool) -> str:
    """Return what two texts share if only their layout differs.

    Parameters
    ----------
    source : str
        The text of a cell.
    is_code : bool
        Whether formatting and comments are layout.

    Returns
    -------
    str
        Empty if there is nothing in the text but layout.
    """
    if is_code:
        try:
            body = parsed(source).body
            return "\n".join(map(ast.dump, body)) if body else source.strip()
        except NO_PYTHON:
            pass  # compared as text, like prose
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
