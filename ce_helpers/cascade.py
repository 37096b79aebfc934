"""One mistake, one accusation: what a function is built from is looked at before it is blamed."""

from __future__ import annotations

import contextlib
import functools
import io
from collections.abc import Callable, Sequence
from types import CodeType, FunctionType
from typing import Any

from ce_helpers.checking import CheckFailed, Function, name_of

Check = Callable[..., None]


def builds_on(**answers: Sequence[Check]) -> Callable[[Check], Check]:
    """Return a decorator for checks of a function that may call other answers.

    Parameters
    ----------
    **answers : sequence of callable
        The answers that it may call, by name, each with its own checks. Where the decorated
        check fails and such an answer fails one of its own, that is said instead.

    Returns
    -------
    callable
        Turns a check into one that looks at the answers below first.

    Notes
    -----
    A function of another process does not show its notebook: it keeps the plain sentence.
    """

    def decorate(check: Check) -> Check:
        @functools.wraps(check)
        def checked(func: Function, *more: Any) -> None:
            try:
                check(func, *more)
            except CheckFailed as failure:
                called = _called(func)
                for name in called.keys() & answers.keys():
                    _blame(func, name, called[name], answers[name], failure)
                raise

        return checked

    return decorate


def _called(func: Any) -> dict[str, Any]:
    """Return the notebook's names that a function reads, itself or through another function."""
    found: dict[str, Any] = {}
    to_read = [func]
    while to_read:
        reader = to_read.pop()
        if not isinstance(reader, FunctionType):
            continue
        space = reader.__globals__
        for name in _names(reader.__code__) & set(space) - set(found):
            found[name] = space[name]
            to_read.append(space[name])
    return found


def _names(code: CodeType) -> set[str]:
    """Return the names in a function's body and in the functions inside it."""
    inner = [_names(part) for part in code.co_consts if isinstance(part, CodeType)]
    return set(code.co_names).union(*inner)


def _blame(
    func: Function, name: str, below: Any, checks: Sequence[Check], failure: CheckFailed
) -> None:
    """Raise what is wrong with an answer below, if a check of its own finds something."""
    for check in checks:
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                check(below)
        except CheckFailed as cause:
            raise CheckFailed(
                f"{name_of(func)} uses {name}, which fails a check of its own; mend that first: "
                f"{cause}"
            ) from failure
