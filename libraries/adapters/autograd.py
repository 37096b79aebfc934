"""Autograd: no losses, only the derivatives that come back at a kink."""

from collections.abc import Callable
from typing import Any

import autograd.numpy as anp
from autograd import grad

from libraries.calls import answers


@answers("kinks", "autograd.numpy", "")
def kinks() -> Any:
    def at(function: Callable[[Any], Any], *x: float) -> Any:
        return grad(lambda point: anp.sum(function(point)))(anp.array(x))

    return {
        "max(x, 0)": at(lambda x: anp.maximum(x, 0.0), 0.0),
        "max(0, x)": at(lambda x: anp.maximum(0.0, x), 0.0),
        "clip(x, −1, 1)": at(lambda x: anp.clip(x, -1.0, 1.0), 1.0),
        "abs(x)": at(anp.abs, 0.0),
        "max of (1, 1, 0, 1)": at(anp.max, 1.0, 1.0, 0.0, 1.0),
    }
