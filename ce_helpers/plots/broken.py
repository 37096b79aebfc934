"""Six trainers with one fault each, and their curves: "Break it" of 03_sgd.

All train on the same 300 digits with α = 1, in batches of 30 and in float32; the ink of one picture
was left in 0 … 16.
"""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from ce_helpers import data, printed
from ce_helpers.checking import Array
from ce_helpers.plots.style import BLACK, BLUE, ORANGE, figure

SAMPLES, BATCH, EPOCHS, CLASSES = 300, 30, 6, 10
FAULTS = {
    "A": "in place",
    "B": "no 1/N",
    "C": "one max",
    "D": "y − a",
    "E": "reseeded",
    "F": "labels",
}


@functools.cache
def _digits() -> tuple[Array, Array]:
    """Return 300 digits in float32, one of them not scaled, and their labels."""
    train, _ = data.train_test_split(data.digits(), **data.SPLIT)
    X = train.X[:SAMPLES].astype(np.float32)
    X[7] *= 16
    return X, train.labels[:SAMPLES]


@functools.cache
@np.errstate(all="ignore")
def curve(fault: str = "") -> tuple[Array, float]:
    """Train from zeros with a fault.

    Parameters
    ----------
    fault : str
        One of `FAULTS`, or none.

    Returns
    -------
    losses : ndarray (steps,)
        The loss of each batch before its step, as this trainer reports it.
    right : float
        Share of the digits that are predicted right in the end.
    """
    X, labels = _digits()
    Y, rng, losses = np.eye(CLASSES, dtype=X.dtype)[labels], np.random.default_rng(0), []
    W, b = np.zeros((X.shape[1], CLASSES), X.dtype), np.zeros(CLASSES, X.dtype)
    for _ in range(EPOCHS):
        rng = np.random.default_rng(0) if fault == "reseeded" else rng
        for batch in rng.permutation(SAMPLES).reshape(-1, BATCH):
            targets = Y[:BATCH] if fault == "labels" else Y[batch]
            loss, dZ = _loss_and_slopes(X[batch] @ W + b, targets, fault)
            W, b = W - X[batch].T @ dZ, b - dZ.sum(axis=0)
            losses.append(loss)
    return np.array(losses), float(np.mean((X @ W + b).argmax(axis=1) == labels))


def _loss_and_slopes(Z: Array, targets: Array, fault: str) -> tuple[float, Array]:
    """Return the loss that a trainer reports, and the slopes that it follows."""
    largest = Z.max(axis=None if fault == "one max" else 1, keepdims=True)
    log_A = printed.log_softmax(Z - largest)
    A = np.exp(log_A)
    reported = printed.log_softmax(A) if fault == "in place" else log_A
    error = targets - A if fault == "y − a" else A - targets
    return -float((targets * reported).sum()) / BATCH, error / (1 if fault == "no 1/N" else BATCH)


def curves() -> tuple[Figure, Array]:
    """Draw the loss of each batch of the six, each over that of a trainer without a fault."""
    fig, axes = figure(rows=2, columns=3, sharex=True, sharey=True, figsize=(9.0, 5.0))
    epochs = np.arange(EPOCHS * SAMPLES // BATCH) * BATCH / SAMPLES
    for ax, (letter, fault) in zip(axes.flat, FAULTS.items(), strict=True):
        losses, right = curve(fault)
        ax.plot(epochs, curve()[0], color=BLACK, lw=0.8, alpha=0.6)
        ax.plot(epochs, losses, color=BLUE, lw=1.5)
        if (end := int(np.isfinite(losses).sum())) < len(losses):  # no number from there on
            ax.plot(epochs[end - 1], losses[end - 1], "X", color=ORANGE, ms=9)
        ax.axhline(np.log(CLASSES), color=BLACK, lw=0.8, ls=":")
        ax.set(title=f"{letter}: {right:.0%} right in the end", yscale="log", ylim=(0.1, 3000))
        ax.set(yticks=[0.1, 1, 10, 100, 1000])
        ax.yaxis.set_major_formatter("{x:g}")
        ax.grid(axis="x", lw=0.5)
    for ax in axes[1]:
        ax.set_xlabel("epoch")
    for ax in axes[:, 0]:
        ax.set_ylabel("loss of a batch (nats)")
    return fig, axes
