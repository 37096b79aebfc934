"""What a test may do with an object of the student's: a closed list, named as Python's methods.

The student's side carries the operations out. The trusted side offers those that the class of
the object defines, so that `callable`, `iter` and the errors of operators are as in one process.
"""

from __future__ import annotations

import builtins
import copy
import inspect
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

_UNARY = "neg pos abs invert"
_BINARY = "add sub mul matmul truediv floordiv mod pow lshift rshift and or xor"
_COMPARISONS = "eq ne lt le gt ge"
_END = object()


def _call(target: Any, /, *args: Any, **kwargs: Any) -> Any:
    return target(*args, **kwargs)


def _next(target: Any) -> tuple[Any, ...]:
    # the end is no exception: a function that raises StopIteration must not end a test's loop
    item = next(target, _END)
    return () if item is _END else (item,)


def _exit(target: Any, name: str | None, message: str) -> bool:
    """Leave a `with` block, with the built-in exception of that name if one has ended it."""
    kind = getattr(builtins, name or "", None)
    error = kind(message) if kind else None
    return bool(type(target).__exit__(target, kind, error, None))


def _signature(target: Any) -> list[tuple[Any, ...]]:
    """Return a signature as plain data: of each parameter name, kind, default, annotation."""
    parameters = inspect.signature(target).parameters.values()
    return [
        (p.name, int(p.kind), *(_known(part) for part in (p.default, p.annotation)))
        for p in parameters
    ]


def _known(part: Any) -> tuple[Any, ...]:
    return () if part is inspect.Parameter.empty else (part,)


OPERATIONS: dict[str, Callable[..., Any]] = {
    "__call__": _call,
    "__getattr__": getattr,
    "__setattr__": setattr,
    "__delattr__": delattr,
    "__signature__": _signature,
    "__len__": len,
    "__bool__": bool,
    "__iter__": iter,
    "__reversed__": reversed,
    "__next__": _next,
    "__contains__": operator.contains,
    "__getitem__": operator.getitem,
    "__setitem__": operator.setitem,
    "__delitem__": operator.delitem,
    "__enter__": lambda target: type(target).__enter__(target),
    "__exit__": _exit,
    "__str__": str,
    "__repr__": repr,
    "__format__": format,
    "__hash__": hash,
    "__int__": int,
    "__float__": float,
    "__complex__": complex,
    "__index__": operator.index,
    "__round__": round,
    "__trunc__": math.trunc,
    "__floor__": math.floor,
    "__ceil__": math.ceil,
    "__divmod__": divmod,
    "__rdivmod__": lambda target, other: divmod(other, target),
    "__array__": np.asarray,
    "__copy__": copy.copy,
    "__deepcopy__": copy.deepcopy,
}


def _swapped(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda target, other: function(other, target)


for _name in f"{_UNARY} {_BINARY} {_COMPARISONS}".split():
    OPERATIONS[f"__{_name}__"] = getattr(operator, f"__{_name}__")
for _name in _BINARY.split():
    OPERATIONS[f"__r{_name}__"] = _swapped(getattr(operator, f"__{_name}__"))
    OPERATIONS[f"__i{_name}__"] = getattr(operator, f"__i{_name}__")

_OF_EVERY_OBJECT = ("__getattr__", "__setattr__", "__delattr__", "__signature__")
#: Special methods that the trusted side offers where the class of an object defines them.
SPECIAL = tuple(name for name in OPERATIONS if name not in _OF_EVERY_OBJECT)
#: Those whose result is an iterator, which gives nothing but values.
ITERATORS = ("__iter__", "__reversed__")
_COPIES = ("__copy__", "__deepcopy__")


def special_methods(kind: type) -> list[str]:
    """Return the special methods of the list that a class defines.

    Parameters
    ----------
    kind : type
        A class of the student's.

    Returns
    -------
    list of str
        Without those that every object has; copies are always possible.
    """
    found: dict[str, Any] = {}
    for base in reversed(kind.__mro__[:-1]):
        found |= vars(base)
    return [name for name in SPECIAL if found.get(name) is not None or name in _COPIES]
