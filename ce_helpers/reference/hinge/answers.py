"""Reference answers to the symbolic questions of 05_hinge.

One scalar feature x; the m − 1 rivals have the weights w_1, …, w_{m−1}, the true class w_y:
L = Σ_j max(0, w_j x − w_y x + 1).
"""

from __future__ import annotations

import sympy as sp

from ce_helpers.hinge.claims import u
from ce_helpers.hinge.symbolic import count, delta, w, w_y, x, y
from ce_helpers.symbolic import j, l, m


def indicator(shortfall: sp.Expr) -> sp.Expr:
    """Return 1 where the shortfall is positive, else 0.

    Examples
    --------
    >>> indicator(sp.Integer(2)), indicator(sp.Integer(0))
    (1, 0)
    """
    return sp.Piecewise((1, shortfall > 0), (0, True))


D_HINGE_WJ = indicator(w[j] * x - w_y * x + 1) * x
D_HINGE_WY = -sp.Sum(indicator(w[l] * x - w_y * x + 1), (l, 1, m - 1)) * x
FIRST_LOSS = delta * (m - 1)
_DELTA_JY = sp.KroneckerDelta(j, y)
REPAIRS = {
    "A": ((1 - _DELTA_JY) * indicator(u[j]) - _DELTA_JY * count) * x,
    "D": (sp.Integer(0), x),
}
VERDICTS = {"A": False, "B": True, "C": True, "D": False}
