"""Visible checks of 02_cross_entropy: each tests a property that the banner promises.

No reference solution stands here: values are compared with the printed formulas where those
are accurate, derivatives with the measured ones and with SymPy's.
"""

from ce_helpers.checks import checks_of
from ce_helpers.cross_entropy import claims, entropy, loss, symbolic
from ce_helpers.cross_entropy.claims import printed_lines, try_claims

globals().update(checks_of(claims, entropy, loss, symbolic))
