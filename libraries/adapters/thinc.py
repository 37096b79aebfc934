"""thinc: a "loss" that is no cross-entropy, with the gradient of one, in float32."""

from typing import Any

import numpy as np
from thinc.api import CategoricalCrossentropy

from libraries.calls import answers
from libraries.inputs import Array


@answers("cross_entropy", "CategoricalCrossentropy()(softmax(z), y)", "squares of the gradient")
def cross_entropy(z: Array, y: Array) -> Any:
    exp_shifted = np.exp(z - z.max(axis=1, keepdims=True))
    a = exp_shifted / exp_shifted.sum(axis=1, keepdims=True)
    gradient, loss = CategoricalCrossentropy()(a.astype("f"), y.astype("f"))
    return loss, gradient
