"""Visible checks of 04_binary: each tests a property that the banner promises.

No reference solution stands here. Losses are compared with the printed formula, which is right
for moderate logits alone, and derivatives with measured ones.
"""

from ce_helpers.binary import claims, descent, symbolic, values
from ce_helpers.binary.claims import try_claims
from ce_helpers.checks import checks_of

globals().update(checks_of(claims, descent, symbolic, values))
