"""Checks of training by stochastic gradient descent, for any loss and any way to shuffle.

Nothing here knows how to train. Small steps keep the gradients of the start, which are known;
copies of one sample make every order equal; and samples that each have a feature of their own
show in the weights who was used, when, and with whom. The hidden tests put the reference's
gradients and loss in the place of those of the start.
"""

from ce_helpers.descent.batches import check_batches
from ce_helpers.descent.history import check_history, losses
from ce_helpers.descent.inputs import check_inputs
from ce_helpers.descent.orders import (
    HALVES,
    TRIPLES,
    check_orders,
    require_even,
    require_permuted,
)
from ce_helpers.descent.runs import TINY, Data, Descent, Parameters, Run, check_of, same, samples
from ce_helpers.descent.steps import check_penalty, check_steps
