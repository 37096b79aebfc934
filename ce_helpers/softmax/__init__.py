"""Visible checks of 01_softmax: each tests a property that the banner promises.

No right answer stands here. Values are compared with the printed formulas, which overflow far
from 0, and with what a shift may not change; derivatives with those that are measured or that
SymPy finds.
"""

from ce_helpers.checks import checks_of
from ce_helpers.softmax import claims, jacobian, symbolic, values
from ce_helpers.softmax.claims import try_claims
from ce_helpers.softmax.values import for_vectors

globals().update(checks_of(claims, jacobian, symbolic, values))
