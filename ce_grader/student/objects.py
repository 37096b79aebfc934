"""The objects of the student's that tests hold by a number, and what is said of each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import sympy

from ce_grader.student.callbacks import Callback
from ce_grader.wire import bounds
from ce_grader.wire.encoder import Handle
from ce_grader.wire.operations import special_methods
from ce_grader.wire.plain import stands_for_plain

_PLAIN = (np.ndarray, np.generic, sympy.Basic, sympy.MatrixBase)


class Objects:
    """Numbers objects as they are first spoken of, and keeps them alive."""

    def __init__(self) -> None:
        self._all: list[Any] = []
        self._number: dict[int, int] = {}

    def __getitem__(self, number: int) -> Any:
        return self._all[number]

    def describer(self, whole: bool) -> Callable[[Any], Handle | None]:
        """Return what gives an `Encoder` the handles of objects.

        Parameters
        ----------
        whole : bool
            Whether objects of any class may stay here. Else only what can be called does, and
            other values travel as the plain ones that they stand for.

        Returns
        -------
        callable
            The handle of an object, or None if it has none.
        """

        def describe(value: Any) -> Handle | None:
            if type(value) is Callback:
                return b"k", (value.number,)
            if whole and _stays(value):
                return b"p", self._parts(value)
            return (b"p", (self._number_of(value), _name_of(value))) if callable(value) else None

        return describe

    def _number_of(self, value: Any) -> int:
        number = self._number.setdefault(id(value), len(self._all))
        if number == len(self._all):
            self._all.append(value)
        return number

    def _parts(self, value: Any) -> tuple[Any, ...]:
        """Return number, name and kind of a class, or number, name and class of an object."""
        if issubclass(type(value), type):
            return self._number_of(value), _name_of(value), "class", self._class(value)
        return self._number_of(value), _name_of(value), "object", self._class(type(value))

    def _class(self, kind: type) -> tuple[Any, ...]:
        """Return a class as number, name, special methods, and the classes that it derives from."""
        bases: list[Any] = [self._class(base) for base in kind.__bases__ if _is_own(base)]
        if issubclass(kind, BaseException):
            names = [base.__name__ for base in kind.__mro__ if base.__module__ == "builtins"]
            bases += names[:1]
        methods = " ".join(special_methods(kind))
        return self._number_of(kind), _name_of(kind), methods, tuple(bases)


def _stays(value: Any) -> bool:
    """Return whether an object is asked, and not read."""
    kind = type(value)
    if issubclass(kind, _PLAIN):
        return False
    if issubclass(kind, type):
        return _is_own(value)
    has_names = issubclass(kind, tuple) and hasattr(kind, "_fields")
    asked = _is_own(kind) or has_names or hasattr(kind, "__next__")
    return asked or not (callable(value) or _is_read(kind))


def _is_read(kind: type) -> bool:
    return stands_for_plain(kind) and not issubclass(kind, BaseException)


def _is_own(kind: type) -> bool:
    """Return whether the notebook, or a module beside it, defines a class."""
    if kind.__module__ == "__main__":
        return True
    path = getattr(sys.modules.get(kind.__module__), "__file__", None) or os.sep
    return os.path.dirname(path).startswith(os.getcwd())


def is_own_exception(error: BaseException) -> bool:
    """Return whether an exception is of a class of the student's.

    Parameters
    ----------
    error : BaseException
        What was raised.

    Returns
    -------
    bool
        Whether the notebook, or a module beside it, defines its class.
    """
    return _is_own(type(error))


def _name_of(value: Any) -> str:
    return str(getattr(value, "__name__", type(value).__name__))[: bounds.NAME_LENGTH]
