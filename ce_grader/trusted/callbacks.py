"""Functions of a test that the student's code is given, and what becomes of their calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ce_grader.wire import bounds
from ce_grader.wire.errors import DecodeError

_MOST_RAISED = 1000


class Callbacks:
    """Numbers the functions of a test that have gone over, and the exceptions they raised."""

    def __init__(self) -> None:
        self._functions: list[Callable[..., Any]] = []
        self._raised: list[Exception] = []

    def parts_of(self, function: Callable[..., Any]) -> tuple[int, str]:
        """Return by what the student's process knows a function of the test.

        Parameters
        ----------
        function : callable
            The function.

        Returns
        -------
        number : int
            Its number.
        name : str
            Its name.
        """
        known = (number for number, f in enumerate(self._functions) if f is function)
        number = next(known, len(self._functions))
        if number == len(self._functions):
            self._functions.append(function)
        return number, self.name(number)

    def name(self, number: Any) -> str:
        """Return the name of a function that has gone over.

        Parameters
        ----------
        number : object
            Its number.

        Returns
        -------
        str
            Its own, or that of its class.

        Raises
        ------
        DecodeError
            If no function of that number has gone over.
        """
        function = self.function(number)
        name = getattr(function, "__name__", type(function).__name__)
        return str(name)[: bounds.NAME_LENGTH]

    def function(self, number: Any) -> Callable[..., Any]:
        """Return the function of a number that came over the wire.

        Parameters
        ----------
        number : object
            What was sent.

        Returns
        -------
        callable
            The function.

        Raises
        ------
        DecodeError
            If no function of that number has gone over.
        """
        if type(number) is not int or not 0 <= number < len(self._functions):
            raise DecodeError("a function of the test that it has not given")
        return self._functions[number]

    def call(self, number: Any, args: Any, kwargs: Any) -> dict[str, Any]:
        """Call a function with arguments that came over the wire.

        Parameters
        ----------
        number, args, kwargs : object
            What was sent.

        Returns
        -------
        dict
            The value; or number, class and message of the exception that the function raised.
            The message stays here if the exception is an assertion: it may tell what was
            expected.

        Raises
        ------
        DecodeError
            If there is no such function, or the arguments are none.
        """
        function = self.function(number)
        if type(args) is not tuple or type(kwargs) is not dict or set(map(type, kwargs)) - {str}:
            raise DecodeError("a function of the test was called with no arguments")
        try:
            return {"value": function(*args, **kwargs)}
        except Exception as error:
            self._raised = [*self._raised[-_MOST_RAISED:], error]
            message = "" if isinstance(error, AssertionError) else str(error)[:2000]
            return {"raised": (id(error), type(error).__name__, message)}

    def raised(self, number: Any) -> Exception:
        """Return an exception that a function of the test has raised.

        Parameters
        ----------
        number : object
            What came over the wire.

        Returns
        -------
        Exception
            The same object.

        Raises
        ------
        DecodeError
            If it is none.
        """
        found = (error for error in self._raised if id(error) == number)
        error = next(found, None)
        if error is None:
            raise DecodeError("an exception that no function of the test has raised")
        return error
