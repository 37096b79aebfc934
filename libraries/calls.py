"""Ask one library everything: `python -m libraries.calls ADAPTER`, in its own environment.

An adapter registers functions with `answers`; what they return for every case is printed as JSON.
Needed beside the library is NumPy alone.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from libraries.inputs import QUESTIONS, NotOffered

Call = Callable[..., Any]
DIGITS = 12
_calls: list[tuple[str, str, str, Call]] = []


def answers(question: str, call: str, convention: str) -> Callable[[Call], Call]:
    """Return the decorator that registers a library's function.

    Parameters
    ----------
    question : str
        A key of `QUESTIONS`: the function takes the arguments of its cases.
    call : str
        What a reader would type.
    convention : str
        The name in `conventions` that its values must follow; "" where there is none.

    Returns
    -------
    callable
        Leaves the function as it is.
    """

    def register(function: Call) -> Call:
        _calls.append((question, call, convention, function))
        return function

    return register


def plain(value: Any) -> Any:
    """Return numbers, arrays and their containers as what JSON can hold."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, str) or value is None:
        return value
    number = np.asarray(value, dtype=float)
    if number.ndim:
        return plain(number.tolist())
    return float(f"{number:.{DIGITS}g}") if np.isfinite(number) else str(float(number))


def answer(function: Call, arguments: dict[str, Any]) -> Any:
    """Return one answer, the name of the error in its place, or None where none is offered."""
    copies = {k: v.copy() if isinstance(v, np.ndarray) else v for k, v in arguments.items()}
    try:
        return plain(function(**copies))
    except NotOffered:
        return None
    except Exception as error:  # whatever a library raises is its answer
        return {"error": type(error).__name__}


def ask(adapter: str) -> list[dict[str, Any]]:
    """Return the answers of an adapter's functions, in the order in which they stand there."""
    _calls.clear()
    module = importlib.import_module(f"libraries.adapters.{adapter}")
    if not _calls:  # it was imported before
        importlib.reload(module)
    return [
        {
            "question": question,
            "call": call,
            "convention": convention,
            "answers": {c: answer(function, given) for c, given in QUESTIONS[question].items()},
        }
        for question, call, convention, function in _calls
    ]


if __name__ == "__main__":
    from libraries import calls  # the adapters register there, and not in __main__

    json.dump(calls.ask(sys.argv[1]), sys.stdout)
