"""A property of an answer, said once: what a value is, known mistakes, and the way on.

The visible check and the hidden test compare what a student's function returns with one property,
so that both say the same sentence to the same mistake. Where inputs can be drawn for both alike
they are one function, too: see `ce_helpers.checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ce_helpers.checking import Mistakes
from ce_helpers.closeness import close


def _none_known(*inputs: Any) -> Mistakes:
    return {}


def _cut(expected: ArrayLike, inputs: Sequence[Any]) -> Mistakes:
    """Return what an array of the type of an integer argument keeps of the right value."""
    integers = any(isinstance(value, np.ndarray) and value.dtype.kind in "iu" for value in inputs)
    way_on = "is cut to integers: an array made like an argument has its type, so ask for floats"
    return {way_on: np.trunc(expected)} if integers else {}


@dataclass(frozen=True)
class Property:
    """What a value is, how exact it has to be, and which mistakes are known.

    Attributes
    ----------
    what : str
        What the value is, as the subject of a sentence: "softmax_vjp(A, G)".
    otherwise : str
        The way on when no mistake is recognised.
    mistakes : callable
        From the inputs to the wrong values that are really handed in, each under the part of
        the sentence that names it; called only when a value is not right.
    rtol, atol : float
        Relative and absolute tolerance against a formula.

    Examples
    --------
    >>> square = Property("square(x)", "multiply x by itself", lambda x: {"is 2x": 2 * x})
    >>> square.close(9.0, 9.0, 3.0)
    >>> square.close(6.0, 9.0, 3.0)
    Traceback (most recent call last):
        ...
    ce_helpers.checking.CheckFailed: square(x) is 2x.
    """

    what: str
    otherwise: str
    mistakes: Callable[..., Mistakes] = _none_known
    rtol: float = 1e-10
    atol: float = 1e-12

    def close(
        self,
        got: ArrayLike,
        expected: ArrayLike,
        *inputs: Any,
        where: str = "",
        n_samples: int | None = None,
        rtol: float | None = None,
        atol: float | None = None,
    ) -> None:
        """Compare a value with the expected one, and name the mistake that it shows.

        Parameters
        ----------
        got, expected : array_like
            Of the same shape.
        *inputs
            What `mistakes` is called with.
        where : str
            Added to `what`: " for a batch of shape (4, 3)".
        n_samples : int, optional
            Number of samples N, to recognise a sum for a mean.
        rtol, atol : float, optional
            Other tolerances than the property's own, as for a measured value.

        Raises
        ------
        CheckFailed
            If they differ.
        """
        close(
            got,
            expected,
            self.what + where,
            rtol=self.rtol if rtol is None else rtol,
            atol=self.atol if atol is None else atol,
            n_samples=n_samples,
            mistakes=lambda: {**_cut(expected, inputs), **self.mistakes(*inputs)},
            otherwise=self.otherwise,
        )
