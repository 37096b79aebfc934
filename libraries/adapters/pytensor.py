"""PyTensor: the derivatives that come back at a kink, evaluated without compiled code."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytensor
import pytensor.tensor as pt

from libraries.calls import answers

pytensor.config.cxx = ""


@answers("kinks", "pytensor.tensor", "")
def kinks() -> Any:
    def at(function: Callable[[Any], Any], *x: float) -> Any:
        point = pt.dvector()
        slope = pytensor.grad(function(point).sum(), point)
        return pytensor.function([point], slope, mode="FAST_COMPILE")(np.array(x))

    return {
        "max(x, 0)": at(lambda x: pt.maximum(x, 0.0), 0.0),
        "max(0, x)": at(lambda x: pt.maximum(0.0, x), 0.0),
        "clip(x, −1, 1)": at(lambda x: pt.clip(x, -1.0, 1.0), 1.0),
        "abs(x)": at(pt.abs, 0.0),
        "max of (1, 1, 0, 1)": at(pt.max, 1.0, 1.0, 0.0, 1.0),
    }
