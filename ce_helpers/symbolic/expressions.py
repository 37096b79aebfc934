"""Derivations that students enter, as chains of expressions: which step breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from sympy import Expr

from ce_helpers.checking import CheckFailed, require, undecided
from ce_helpers.symbolic.answers import require_exact
from ce_helpers.symbolic.comparison import Comparison, compare
from ce_helpers.symbolic.exact import shown, sympy_hint

_WEAKEST_FIRST = ("undecided", "evaluated", "proved")


def check_steps(
    steps: Sequence[Any], *, name: str = "the steps", given: Mapping[Expr, Any] | None = None
) -> None:
    """Check a derivation pair by pair, and name the first step that does not hold.

    Parameters
    ----------
    steps : sequence of Expr
        Each equal to the one before.
    name : str
        What the derivation is called in messages.
    given : mapping, optional
        What is known besides, as in `compare`.

    Raises
    ------
    CheckFailed
        If there are fewer than two steps, a step is no expression, or a pair is not equal.

    Examples
    --------
    >>> import sympy as sp
    >>> x = sp.Symbol("x", real=True)
    >>> check_steps([(x + 1) ** 2, x**2 + 2 * x + 1], name="square")
    square: 2 expressions, each equal to the one before (proved)
    >>> check_steps([(x + 1) ** 2, x**2 + 1], name="square")
    Traceback (most recent call last):
        ...
    ce_helpers.checking.CheckFailed: square: step 1 → step 2 does not hold; their difference \
is 2*x, not 0.
    """
    require(
        isinstance(steps, Sequence) and not isinstance(steps, str) and len(steps) >= 2,
        f"{name} should be a list of at least two expressions.",
    )
    chain = [require_exact(step, f"{name}: step {number}") for number, step in enumerate(steps, 1)]
    found = [
        _require_not_refuted(f"{name}: step {n} → step {n + 1}", compare(*pair, given=given))
        for n, pair in enumerate(pairwise(chain), 1)
    ]
    # the weakest verdict counts, and of those the one for the fewest sizes
    weakest = min(found, key=lambda pair: (_WEAKEST_FIRST.index(pair.how), len(pair.sizes)))
    equal = "some pairs" if weakest.how == "undecided" else "each equal to the one before"
    print(f"{name}: {len(chain)} expressions, {equal} ({weakest.where})")


def _require_not_refuted(pair: str, found: Comparison) -> Comparison:
    require(found.how != "undefined", f"{pair} cannot hold: at no point have both a value.")
    if found.how == "different":
        example = f" (at {found.example})" if found.example else ""
        raise CheckFailed(
            f"{pair} does not hold; their difference is {shown(found.difference)}, "
            f"not 0{example}{sympy_hint(found.second) or sympy_hint(found.first)}."
        )
    if found.how == "undecided":
        undecided(f"{pair} can be neither proved nor evaluated here")
    return found
