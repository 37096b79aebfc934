"""The conventions by name: each a formula in NumPy, and the same in the course's notation.

What a library answers has to follow the convention that its adapter names, in every case: a
reader who has the formula has the library's number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from libraries.inputs import Array, one_hot
from libraries.losses import binary, cross_entropy, hinge, log_softmax, softmax

E7, NEARLY_1 = float(np.log(1e-7)), float(np.log1p(-1e-7))


@dataclass(frozen=True)
class Convention:
    """One way to compute an answer.

    Attributes
    ----------
    value : callable
        Of a case's arguments; of "fit", the objective at the weights that come first.
    loss, gradient : str
        The formulas as the page shows them.
    """

    value: Callable[..., Any]
    loss: str
    gradient: str = "–"


def _floored(low: float, words: str, **options: Any) -> Convention:
    return Convention(partial(cross_entropy, low=low, **options), words)


def _squares(z: Array, y: Array) -> Any:
    gradient = cross_entropy(z, y, short=True)[1]
    return (gradient**2).sum(), gradient


CROSS_ENTROPY = {
    "mean": Convention(cross_entropy, r"$\frac1N \sum_i L_i$", r"$\frac1N (\Sigma y\, a - y)$"),
    "mean, a − y": Convention(
        partial(cross_entropy, short=True), r"$\frac1N \sum_i L_i$", r"$\frac1N (a - y)$"
    ),
    "rows": Convention(partial(cross_entropy, reduce="rows"), "$L_i$", r"$\Sigma y\, a - y$"),
    "rows, shifted": Convention(
        partial(cross_entropy, reduce="rows", short=True, shifted=True),
        r"$L_i + (1 - \Sigma y) \max z$",
        "$a - y$",
    ),
    "rows, clipped to 1e−7": Convention(
        partial(cross_entropy, reduce="rows", low=E7, high=NEARLY_1, flat=True),
        r"$L_i$, $a$ clipped to $10^{-7} \ldots 1 - 10^{-7}$",
        r"$\Sigma y'\, a - y'$",
    ),
    "mean, clipped to 1e−7": Convention(
        partial(cross_entropy, low=E7, high=NEARLY_1, flat=True),
        r"$\frac1N \sum_i L_i$, $a$ clipped to $10^{-7} \ldots 1 - 10^{-7}$",
        r"$\frac1N (\Sigma y'\, a - y')$",
    ),
    "mean, a − y, log ≥ −64": Convention(
        partial(cross_entropy, low=-64.0, short=True),
        r"$\frac1N \sum_i L_i$, $\log a \ge -64$",
        r"$\frac1N (a - y)$",
    ),
    "squares of the gradient": Convention(
        _squares, r"$\sum_{ic} (a_{ic} - y_{ic})^2 / N^2$", r"$\frac1N (a - y)$"
    ),
    "mean, a ≥ machine epsilon": _floored(
        float(np.log(np.finfo(float).eps)), r"$\frac1N \sum_i L_i$, $a \ge 2^{-52}$"
    ),
    "mean, a ≥ 1e−15": _floored(float(np.log(1e-15)), r"$\frac1N \sum_i L_i$, $a \ge 10^{-15}$"),
    "mean, float32 a ≥ 1e−16": _floored(
        float(np.log(1e-16)), r"$\frac1N \sum_i L_i$, $a \ge 10^{-16}$"
    ),
}

SHARED = r"$1 / (k + 1)$, if $k$ have it"
WESTON_WATKINS = r"\sum_i \sum_{j \ne t} h_j"
SIGNED = r"\sum_i \sum_c \max(0, \Delta - \sigma_c z_c)$, $\sigma_t = 1$, else $-1"
HINGE = {
    "Weston–Watkins": Convention(hinge, rf"$\frac1N {WESTON_WATKINS}$", "0"),
    "Weston–Watkins ÷ C": Convention(
        partial(hinge, divisor=True), rf"$\frac1{{NC}} {WESTON_WATKINS}$", "0"
    ),
    "Weston–Watkins ÷ C, ≥": Convention(
        partial(hinge, divisor=True, at_kink=1.0), rf"$\frac1{{NC}} {WESTON_WATKINS}$", "1"
    ),
    "Crammer–Singer": Convention(
        partial(hinge, kind="cs"), r"$\frac1N \sum_i \max_{j \ne t} h_j$", SHARED
    ),
    "Crammer–Singer, rows": Convention(
        partial(hinge, kind="cs", reduce="rows"), r"$\max_{j \ne t} h_j$", SHARED
    ),
    "perceptron, rows": Convention(
        partial(hinge, kind="cs", reduce="rows", margin=0.0),
        r"$\max_{j \ne t} h_j$, $\Delta = 0$",
        SHARED,
    ),
    "Crammer–Singer, a rival of score 0": Convention(
        partial(hinge, kind="cs0", at_kink=0.5),
        r"$\frac1N \sum_i \max(\max_{j \ne t} h_j,\ \Delta - z_t)$",
        r"$\frac12$ of its share",
    ),
    "one-versus-rest ÷ C": Convention(
        partial(hinge, kind="ovr", divisor=True), rf"$\frac1{{NC}} {SIGNED}$", "0"
    ),
    "one-versus-rest ÷ C, half": Convention(
        partial(hinge, kind="ovr", divisor=True, at_kink=0.5),
        rf"$\frac1{{NC}} {SIGNED}$",
        r"$\frac12$",
    ),
}

BINARY = {
    "sum over classes": Convention(
        partial(binary, reduce="classes"), r"$\frac1N \sum_i \sum_c$", r"$\frac1N (s - y)$"
    ),
    "mean over all": Convention(binary, r"$\frac1{NC} \sum_i \sum_c$", r"$\frac1{NC} (s - y)$"),
    "elements": Convention(partial(binary, reduce="elements"), "each", "$s - y$"),
    "mean over all, log ≥ −100": Convention(
        partial(binary, low=-100.0, dtype=float, least=float(np.float32(1e-12))),
        r"$\frac1{NC} \sum_i \sum_c$, $s$ rounded, $\log \ge -100$",
        r"$\frac1{NC} (s - y) \min(1, 10^{12} s (1 - s))$",
    ),
    "mean over all, clipped to 1e−7": Convention(
        partial(binary, low=E7, high=NEARLY_1, flat=True),
        r"$\frac1{NC} \sum_i \sum_c$, $s$ clipped to $10^{-7} \ldots 1 - 10^{-7}$",
        r"$\frac1{NC} (s - y)$, $0$ where clipped",
    ),
    "mean over all, wrong at 0": Convention(
        partial(binary, wrong_at_zero=True),
        r"$\frac1{NC} \sum_i \sum_c$",
        r"$\frac1{NC} (s - y)$, but $\frac1{NC} (-\frac12 - y)$ at $z = 0$",
    ),
    "mean, float32 s and 1 − s ≥ 1e−16": Convention(
        partial(binary, low=float(np.log(1e-16)), dtype=np.float32),
        r"$\frac1{NC} \sum_i \sum_c$, $s$ rounded to float32, then $s, 1 - s \ge 10^{-16}$",
    ),
    "mean, s and 1 − s ≥ 1e−15": Convention(
        partial(binary, low=float(np.log(1e-15)), dtype=float),
        r"$\frac1{NC} \sum_i \sum_c$, $s$ rounded, then $s, 1 - s \ge 10^{-15}$",
    ),
}


def _weighted(z: Array, y: Array, w: Array, by: str) -> float:
    total = {"weights": (y * w).sum(), "rows": len(z), "heavy": np.count_nonzero(y @ w)}[by]
    return float(-(w * y * log_softmax(z)).sum() / total)


def _weighted_rows(z: Array, y: Array, w: Array) -> float:
    """Weigh each row's whole loss with the weight that its target has on average."""
    return float(np.average(cross_entropy(z, y, reduce="rows")[0], weights=y @ w))


WEIGHTED = {
    "÷ Σw": Convention(partial(_weighted, by="weights"), r"$\sum_i w_t L_i / \sum_i w_t$"),
    "÷ N": Convention(partial(_weighted, by="rows"), r"$\frac1N \sum_i \sum_c -w_c y_c \log a_c$"),
    "÷ rows of weight": Convention(
        partial(_weighted, by="heavy"), r"$\sum_i w_t L_i$ ÷ the rows with $w_t \ne 0$"
    ),
    "w·y a row, ÷ Σ w·y": Convention(
        _weighted_rows, r"$\sum_i (w \cdot y_i) L_i / \sum_i w \cdot y_i$"
    ),
}


def _smoothed(z: Array, t: Array, e: float) -> float:
    C = z.shape[1]
    return float(cross_entropy(z, (1 - e) * one_hot(t, C) + e / C)[0])


def _ignored(z: Array, t: Array, keep: Array, by: str, none: float = np.nan) -> float:
    losses = cross_entropy(z, one_hot(t, z.shape[1]), reduce="rows")[0][keep]
    n = len(z) if by == "all" else keep.sum()
    return float(losses.sum() / n) if n else none


SMOOTHED = {"e/C to every class": Convention(_smoothed, r"$y \to (1 - e)\, y + e / C$")}
IGNORED = {
    "÷ rows kept": Convention(partial(_ignored, by="kept"), "÷ rows kept"),
    "÷ rows kept, 0 of none": Convention(partial(_ignored, by="kept", none=0.0), "÷ rows kept"),
    "÷ N, ignored or not": Convention(partial(_ignored, by="all"), r"÷ $N$, ignored or not"),
}


def _step(
    X: Array,
    y: Array,
    W: Array,
    b: Array,
    rate: float,
    l2: float,
    weights: float = 1.0,
    biases: float = 0.0,
) -> Any:
    """Return W and b after a step with a penalty's slope that many times λW and λb."""
    error = (softmax(X @ W + b) - y) / len(X)
    return (
        W - rate * (X.T @ error + weights * l2 * W),
        b - rate * (error.sum(axis=0) + biases * l2 * b),
    )


def _growing(rate: float, **given: Any) -> Any:
    return _step(rate=rate, weights=-1 / rate, biases=-1 / rate, **given)


STEP = {
    "half, biases free": Convention(_step, r"$W - \eta(G + \lambda W)$, $b - \eta g$"),
    "half, biases too": Convention(
        partial(_step, biases=1.0), r"$W - \eta(G + \lambda W)$, $b - \eta(g + \lambda b)$"
    ),
    "no half, biases free": Convention(
        partial(_step, weights=2.0), r"$W - \eta(G + 2 \lambda W)$, $b - \eta g$"
    ),
    "weights grow": Convention(
        _growing, r"$W - \eta G + \lambda W$, $b - \eta g + \lambda b$: the penalty's sign is lost"
    ),
}


def _losses(theta: tuple[Array, Array], X: Array, t: Array) -> Array:
    W, b = theta
    z = X @ W + b
    rows: Array = cross_entropy(z, one_hot(t, z.shape[1]), reduce="rows")[0]
    return rows


def _mean_half(theta: tuple[Array, Array], X: Array, t: Array, l2: float) -> float:
    return float(_losses(theta, X, t).mean() + l2 / 2 * (theta[0] ** 2).sum())


def _sum_half(theta: tuple[Array, Array], X: Array, t: Array, l2: float) -> float:
    return float(_losses(theta, X, t).sum() / l2 + (theta[0] ** 2).sum() / 2)


def _sum_all(theta: tuple[Array, Array], X: Array, t: Array, l2: float) -> float:
    return float(_losses(theta, X, t).sum() + l2 * sum((a**2).sum() for a in theta))


def _hinge_all(theta: tuple[Array, Array], X: Array, t: Array, l2: float) -> float:
    losses = hinge(X @ theta[0] + theta[1], t, kind="cs", reduce="rows")[0]
    return float(losses.sum() + sum((a**2).sum() for a in theta) / 2)


FIT = {
    "mean, half, biases free": Convention(
        _mean_half, r"$\frac1N \sum_i L_i + \frac\lambda2 \lVert W \rVert^2$"
    ),
    "C·Σ, half, biases free": Convention(
        _sum_half, r"$\frac1\lambda \sum_i L_i + \frac12 \lVert W \rVert^2$: $\lambda / N$ is ours"
    ),
    "Σ, all squared, no half, class 0 fixed": Convention(
        _sum_all,
        r"$\sum_i L_i + \lambda (\lVert W \rVert^2 + \lVert b \rVert^2)$, class 0 fixed at 0",
    ),
    "Crammer–Singer, Σ, half, biases too": Convention(
        _hinge_all,
        r"$\sum_i \max_{j \ne t} h_j + \frac12 (\lVert W \rVert^2 + \lVert b \rVert^2)$",
    ),
}

CONVENTIONS: dict[str, dict[str, Convention]] = {
    "cross_entropy": CROSS_ENTROPY,
    "hinge": HINGE,
    "binary": BINARY,
    "weighted": WEIGHTED,
    "weighted_soft": WEIGHTED,
    "smoothed": SMOOTHED,
    "ignored": IGNORED,
    "step": STEP,
    "fit": FIT,
}
