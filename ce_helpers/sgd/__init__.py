"""Visible checks of 03_sgd: each tests a property that the banner promises."""

from ce_helpers.checks import checks_of
from ce_helpers.sgd import claims, descent, minibatches, predictions, symbolic, values
from ce_helpers.sgd.claims import try_claims
from ce_helpers.sgd.predictions import as_settings, held_out_accuracy

globals().update(checks_of(claims, descent, minibatches, predictions, symbolic, values))
