"""What an answer's cell has raised: told before anything is said of the value that it left."""

from __future__ import annotations

import re
import sys
from typing import Any

# a function, or a name or an entry of it that is set, at the beginning of a line
_BOUND = re.compile(r"^def +(\w+)|^(\w+) *(?:\[[^\]\n]*\] *)*=(?!=)", re.MULTILINE)
MODULES = "the course has NumPy, SymPy, Matplotlib and what comes with Python"
_errors: dict[str, str] = {}
_running: list[str] = []


def error_of_cell() -> str:
    """Return what the cell raised that sets an answer of the running cell.

    Returns
    -------
    str
        "the cell that sets da raised NameError: …", or nothing: without IPython, or where the
        last cell that sets a name came to its end.

    Notes
    -----
    A name keeps the value that it had before its cell raised: None, or that of an older answer.
    """
    names = re.findall(r"\w+", "".join(_running))
    told = (
        f"the cell that sets {name} raised {_errors[name]}" for name in names if name in _errors
    )
    return next(told, "")


def holds_hidden_tests() -> bool:
    """Return whether the running cell is an instructor's, with the tests that students do not see.

    Returns
    -------
    bool
    """
    return "HIDDEN TESTS" in "".join(_running)


def _began(info: Any) -> None:
    _running[:] = [info.raw_cell or ""]


def _ended(result: Any) -> None:
    error = result.error_before_exec or result.error_in_exec
    text = f"{type(error).__name__}: {error}".split("\n")[0][:200]
    for name in map("".join, _BOUND.findall(result.info.raw_cell or "")):
        _errors.pop(name, None)
        if error is not None:
            _errors[name] = text
            if isinstance(error, ModuleNotFoundError):
                _errors[name] += f" ({MODULES})"


def _watch() -> None:
    """Have IPython tell of each cell that runs, where there is one."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        shell.events.register("pre_run_cell", _began)
        shell.events.register("post_run_cell", _ended)


_watch()
