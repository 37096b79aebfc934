"""Symbolic proofs and checks with SymPy, for a symbolic number of classes.

`differentiate` carries a derivative into a sum with a symbolic number of terms, `compare`
decides whether two expressions are equal, `check_steps` tells a student which step breaks. A
`Formula` declares a symbolic answer once, for its visible check and its hidden test; `value_at`
evaluates it at exact points. The letters are those of the notebooks.
"""

from ce_helpers.symbolic.answers import require_expression
from ce_helpers.symbolic.comparison import compare
from ce_helpers.symbolic.evaluation import Point, same_value, value_at
from ce_helpers.symbolic.expressions import check_steps
from ce_helpers.symbolic.formulas import Formula
from ce_helpers.symbolic.notation import MANY, i, j, k, l, m, softmax_entry, z
from ce_helpers.symbolic.sums import differentiate

__all__ = [
    "MANY",
    "Formula",
    "Point",
    "check_steps",
    "compare",
    "differentiate",
    "i",
    "j",
    "k",
    "l",
    "m",
    "require_expression",
    "same_value",
    "softmax_entry",
    "value_at",
    "z",
]
