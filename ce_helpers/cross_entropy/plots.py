"""Pictures of 02_cross_entropy: what a belief costs, one logit, the far tail, forces, a sign.

Every function returns `(fig, ax)` or `(fig, axes)`. None holds a solution of an exercise: what
a picture needs from one is handed in, or drawn from curves known in closed form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ce_helpers.calls import result, scalar
from ce_helpers.checking import Array, Function
from ce_helpers.plots.story import four_costs as four_costs
from ce_helpers.plots.style import BLACK, BLUE, GREEN, ORANGE, PINK, figure

TRUTH = 0.7


def cost_of_a_belief() -> tuple[Figure, Array]:
    """Draw −log q and, beside it, the average cost of a belief q when the truth is 0.7."""
    fig, axes = figure(columns=2)
    _cost_of_one_outcome(axes[0])
    _average_cost(axes[1])
    return fig, axes


def _cost_of_one_outcome(ax: Axes) -> None:
    q = np.linspace(0.005, 1, 400)
    ax.plot(q, -np.log(q), color=BLUE)
    for at, words in ((0.1, "q = 0.1 costs 2.30"), (0.5, "q = 0.5 costs 0.69")):
        ax.plot(at, -np.log(at), "o", color=BLACK)
        ax.annotate(words, (at + 0.04, -np.log(at) + 0.12))
    ax.set(
        title="The less expected, the more it costs", xlabel="q, what was believed of the outcome"
    )
    ax.set(ylabel="cost −log q (nats)", ylim=(0, 5))


def _average_cost(ax: Axes) -> None:
    q = np.linspace(0.02, 0.98, 400)
    cost = -TRUTH * np.log(q) - (1 - TRUTH) * np.log(1 - q)
    entropy = -TRUTH * np.log(TRUTH) - (1 - TRUTH) * np.log(1 - TRUTH)
    ax.plot(q, cost, color=ORANGE)
    ax.axhline(entropy, color=BLUE, linestyle="--")
    ax.plot(TRUTH, entropy, "o", color=BLACK)
    ax.annotate("H(p, q)", (0.18, 1.35), color=ORANGE)
    ax.annotate("entropy H(p, p)", (0.03, entropy - 0.17), color=BLUE)
    ax.annotate("", (0.3, 0.95), (0.3, entropy), arrowprops={"arrowstyle": "<->"})
    ax.annotate("price of\nbeing wrong", (0.02, 0.68))
    ax.set(title="Least where belief is truth, q = 0.7", xlabel="q, believed; the truth is 0.7")
    ax.set(ylabel="average cost (nats)", ylim=(0.35, 2.2))


def loss_by_one_logit() -> tuple[Figure, Axes]:
    """Draw the loss of target class 1 as one logit moves, with measured slopes."""
    fig, ax = figure()
    t = np.linspace(-5, 5, 201)
    fixed = np.exp([0.0, -1.0]).sum()  # the other two logits are 0 and −1
    target, rival = np.log(np.exp(t) + fixed) - t, np.log(np.exp(t) + fixed)
    ax.plot(t, target, color=BLUE)
    ax.plot(t, rival, "--", color=ORANGE)
    ax.annotate("the target's logit moves", (-3.9, 4.6), color=BLUE)
    ax.annotate("a rival's logit moves", (0.2, 4.2), color=ORANGE)
    _tangent(ax, -1.5, lambda s: np.log(np.exp(s) + fixed) - s, 1.0, BLUE, (0.25, 0.1))
    _tangent(ax, 2.5, lambda s: np.log(np.exp(s) + fixed), 0.0, ORANGE, (0.3, -0.9))
    ax.set(title="A slope between −1 and 0, or 0 and 1", xlabel="the logit that moves")
    ax.set(ylabel="loss (nats)", ylim=(0, 5.4))
    return fig, ax


def _tangent(
    ax: Axes, at: float, curve: Callable[[Any], Any], y: float, color: str, shift: Any
) -> None:
    """Draw a short tangent of measured slope, and write a and y of the moving logit beside it."""
    h = 1e-5
    slope = float(curve(at + h) - curve(at - h)) / (2 * h)
    height, reach = float(curve(at)), np.array([-0.9, 0.9])
    ax.plot(at + reach, height + slope * reach, color=BLACK, linewidth=1.5)
    ax.plot(at, height, "o", color=color)
    words = f"slope {slope:+.2f}\na = {slope + y:.2f}, y = {y:.0f}".replace("-", "−")
    ax.annotate(words, (at + shift[0], height + shift[1]))


def far_tail() -> tuple[Figure, Axes]:
    """Draw the loss of two classes far out: exact, by log of softmax, and with 1e-9 added."""
    fig, ax = figure()
    gap = np.linspace(0, 1000, 501)
    with np.errstate(divide="ignore"):
        probability = np.exp(-gap) / (1 + np.exp(-gap))
        naive = -np.log(probability)
    ax.plot(gap, np.log1p(np.exp(-gap)) + gap, color=BLUE, linewidth=4, alpha=0.5)
    ax.plot(gap, naive, "--", color=ORANGE)
    ax.plot(gap, -np.log(probability + 1e-9), "-.", color=GREEN)
    end = gap[np.isfinite(naive)][-1]
    ax.plot(end, end, "X", color=ORANGE, markersize=10)
    ax.annotate("the true loss", (790, 900), color=BLUE, ha="right")
    ax.annotate("−log softmax ends here", (end + 15, end - 70), color=ORANGE)
    ax.annotate("−log(softmax + 1e-9) freezes at 20.7", (330, 60), color=GREEN)
    ax.set(title="Beyond 745 the probability is gone, the loss is not", ylabel="loss (nats)")
    ax.set(xlabel="rival's logit minus target's logit", ylim=(-20, 1050))
    return fig, ax


def forces(gradient: Function) -> tuple[Figure, Array]:
    """Draw minus the gradient as bars on the logits, for a wrong and a nearly right network.

    Parameters
    ----------
    gradient : callable
        Of Z and Y, both (N, C), to (N, C).

    Raises
    ------
    CheckFailed
        If it has no values to draw.
    """
    target = np.array([[0.0, 1.0, 0.0, 0.0]])
    logits = np.array([[[2.0, 0.0, 1.0, -0.5]], [[0.0, 3.0, 0.5, -0.5]]])
    pushes = [-result(gradient, Z, target, shape=Z.shape)[0] for Z in logits]
    fig, axes = figure(columns=2, sharey=True)
    titles = "Wrong: large forces", "Nearly right: the forces fade"
    for ax, (z,), push, title in zip(axes, logits, pushes, titles, strict=True):
        _force_bars(ax, z, push)
        ax.set(title=title, xlabel="class (target: 2)", xticks=[1, 2, 3, 4], xlim=(0.5, 4.9))
    axes[0].set(ylabel="logit", ylim=(-1.1, 3.6))
    return fig, axes


def _force_bars(ax: Axes, z: Array, force: Array) -> None:
    """Draw the logits as dots, and on each a bar of twice its force."""
    for number, (height, push) in enumerate(zip(z, force, strict=True), start=1):
        color, marker = (BLUE, "o") if push > 0 else (ORANGE, "s")
        # a bar without a head: that of a small arrow would point the other way
        ax.plot([number, number], [height, height + 2 * push], color=color, lw=5, alpha=0.5)
        ax.plot(number, height, marker, color=color)
        ax.annotate(f"{push:+.2f}".replace("-", "−"), (number + 0.12, height + 0.1))


def descent(loss: Function, gradient: Function) -> tuple[Figure, Axes]:
    """Draw the loss over ten descent steps, with a − y for the gradient and with y − a.

    Parameters
    ----------
    loss, gradient : callable
        Of Z and Y, both (N, C).

    Raises
    ------
    CheckFailed
        If one of them has no values to draw.
    """
    losses = [_losses(loss, gradient, sign) for sign in (1.0, -1.0)]
    fig, ax = figure()
    for values, color, style, words, at in zip(
        losses,
        (BLUE, PINK),
        ("o-", "s--"),
        ("with a − y the loss falls", "with y − a, as printed, it climbs"),
        ((5.0, 1.2), (3.0, 6.6)),
        strict=True,
    ):
        ax.plot(values, style, color=color)
        ax.annotate(words, at, ha="center")
    ax.set(title="One minus decides between learning and unlearning", xlabel="step")
    ax.set(ylabel="loss (nats)", ylim=(0, None))
    return fig, ax


def _losses(loss: Function, gradient: Function, sign: float) -> list[float]:
    """Return the loss before each of ten steps against the gradient, and after the last."""
    Z, Y = np.array([[0.5, -1.0, 1.0], [0.0, 0.2, -0.3]]), np.eye(3)[[1, 0]]
    losses = [scalar(loss, Z, Y)]
    for _ in range(10):
        Z = Z - sign * result(gradient, Z, Y, shape=Z.shape)
        losses.append(scalar(loss, Z, Y))
    return losses
