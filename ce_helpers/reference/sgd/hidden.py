"""Hidden tests of 03_sgd: its checks on fresh inputs, with the reference where it knows more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sympy import KroneckerDelta, Sum

from ce_helpers import sgd
from ce_helpers.checking import Array
from ce_helpers.descent import Data, Parameters
from ce_helpers.reference import sgd as reference
from ce_helpers.reference.descent import ExactDescent, losses_on_the_way, step_after_step
from ce_helpers.reference.seed import hidden_test
from ce_helpers.sgd.claims import CLAIMS
from ce_helpers.sgd.descent import SGD
from ce_helpers.sgd.symbolic import A, N, X, Y, a, i, j, k, s, x, y


def _exact(p: Parameters, data: Data) -> tuple[float, Array, Array]:
    targets = np.eye(data.n_classes)[data.labels]
    return reference.loss_and_gradients(data.X, targets, p["W"], p["b"])


EXACT = ExactDescent(
    **vars(SGD),
    exact_gradients=lambda p, data: dict(zip("Wb", _exact(p, data)[1:], strict=True)),
    exact_loss=lambda p, data: _exact(p, data)[0],
    order_rate=0.2,  # with steps of 1 some errors nearly vanish, whose rounding is no matter here
)


def _reaches(options: dict[str, Any], train: Any, held_out: Any) -> bool:
    """Return whether the reference reaches 95 % with these settings.

    A right `sgd` may shuffle in another way and meet 95 % where the reference just misses
    it, so the best of three seeds counts.
    """
    for seed in (options.get("seed", 0), 1, 2):
        W, b, _ = reference.sgd(
            train.X, train.labels, len(train.class_names), **{**options, "seed": seed}
        )
        if np.mean(reference.predict(held_out.X, W, b) == held_out.labels) >= 0.95:
            return True
    return False


_BY_BIAS = a[j] - y[j]
_TRUTHS = {"A": True, "B": False, "C": True, "D": False}
_LEFT = {
    "A": KroneckerDelta(j, k) * x[i],
    "B": _BY_BIAS * x[i],
    "C": _BY_BIAS,
    "D": Sum(X[s, i] * (A[s, j] - Y[s, j]), (s, 1, N)) / N,
}
_RIGHT: dict[str, tuple[Any, ...]] = {
    "dL_dw": (_BY_BIAS * x[i],),
    "dL_db": (_BY_BIAS,),
    "verdicts": (lambda *_: _TRUTHS,),
    **dict.fromkeys(("repairs_chain", "repairs_mean"), (CLAIMS.exact(_LEFT),)),
    **{f"sgd_{name}": (EXACT,) for name in ("step", "shuffle", "penalty", "inputs")},
    "sgd_batches": (EXACT, step_after_step),
    "sgd_history": (EXACT, losses_on_the_way),
    "settings": (_reaches,),
}


def __getattr__(name: str) -> Callable[..., None]:
    return hidden_test(sgd, name, _RIGHT.get(name))
