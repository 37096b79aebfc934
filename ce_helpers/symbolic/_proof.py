"""Proofs that two expressions are equal: exact rewritings of their difference down to 0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp
from sympy import Expr, KroneckerDelta, Symbol

from ce_helpers.symbolic._rational import ratio_of
from ce_helpers.symbolic.sums import tidy, with_plain_letters

MOST_OPERATIONS = 400
MOST_DELTAS = 4


def is_proved(left: Expr, right: Expr, known: Mapping[Expr, Any]) -> bool:
    """Return whether exact rewriting takes the difference to 0.

    Parameters
    ----------
    left, right : Expr
        Their free indices lie within the sizes.
    known : mapping of Expr to number
        Sums and their values.
    """
    try:
        return _vanishes(_difference(left, right, known), MOST_DELTAS)
    except Exception:  # whatever SymPy stumbles over, it has proved nothing
        return False


def difference_of(left: Expr, right: Expr, known: Mapping[Expr, Any]) -> Expr:
    """Return the difference with tidy sums and what is known put in, expanded if it is small."""
    try:
        found = _difference(left, right, known)
        ratio_of(found)
        return with_plain_letters(
            sp.expand(found) if sp.count_ops(found) <= MOST_OPERATIONS else found
        )
    except Exception:  # it is shown to be read, and this is what was entered
        return left - right


def _difference(left: Expr, right: Expr, known: Mapping[Expr, Any]) -> Expr:
    facts: dict[Expr, Expr] = {}
    for total, value in known.items():
        coefficient, plain = tidy(total).as_coeff_Mul()
        facts[plain] = sp.sympify(value) / coefficient
    return (tidy(left) - tidy(right)).xreplace(facts)


def _vanishes(difference: Expr, most_deltas: int) -> bool:
    """Return whether a tidy expression is 0, a delta of free letters being 0 or 1."""
    ratio = ratio_of(difference)
    if not ratio.top:
        return True
    deltas = sorted(difference.atoms(KroneckerDelta), key=sp.default_sort_key)
    free = [d for d in deltas if d.free_symbols <= difference.free_symbols and _of_letters(d)]
    if not free or not most_deltas:
        return False
    first, second = free[0].args[:2]
    apart = tidy(difference.xreplace({free[0]: sp.S.Zero}))
    together = tidy(difference.xreplace({free[0]: sp.S.One, second: first}))
    return _vanishes(apart, most_deltas - 1) and _vanishes(together, most_deltas - 1)


def _of_letters(delta: KroneckerDelta) -> bool:
    return all(isinstance(side, Symbol) for side in delta.args)
