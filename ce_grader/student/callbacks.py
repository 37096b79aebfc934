"""Functions of a test that the student's code was given: calling one asks the trusted side."""

from __future__ import annotations

import builtins
import types
from collections.abc import Callable
from typing import Any


class Callback:
    """A function of the test's; it runs on the other side.

    Parameters
    ----------
    number : int
        Its number there.
    name : str
        Its name there.
    whole : bool
        Whether it may be given other than plain data.
    ask : callable
        Carries a call over; takes the function, the arguments by position and those by name.
    """

    def __init__(
        self, number: int, name: str, whole: bool, ask: Callable[..., dict[str, Any]]
    ) -> None:
        self.number = number
        self.whole = whole
        self.__name__ = self.__qualname__ = name
        self._ask = ask

    def __get__(self, owner: Any, kind: type | None = None) -> Any:
        """Be a method where a test has put it into a class."""
        return self if owner is None else types.MethodType(self, owner)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the test's function with copies of the arguments."""
        answer = self._ask(self, args, kwargs)
        if "raised" in answer:
            raise _made(*answer["raised"])
        return answer["value"]


def _made(number: int, name: str, message: str) -> BaseException:
    """Return the exception that a test's function raised, which keeps its number."""
    kind: Any = getattr(builtins, name, None)
    known = isinstance(kind, type) and issubclass(kind, Exception)
    made = type(name, (kind if known else Exception,), {"raised_by_test": number})
    try:
        error: BaseException = made(message)
    except TypeError:  # some want more than a message: UnicodeDecodeError
        error = type(name, (Exception,), {"raised_by_test": number})(message)
    return error
