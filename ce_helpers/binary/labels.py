"""Visible checks of 04_binary's many labels: by their parts, and by measured slopes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ce_helpers.checking import as_array, as_scalar, call, close, passed, require
from ce_helpers.numeric import central_gradient

Array = NDArray[Any]
Function = Callable[..., Any]

S = np.array([[2.0, -1.0, 0.5], [0.0, 3.0, -2.0], [-0.5, 1.0, 1.5], [1.0, 0.0, -3.0]])
T = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]])


def printed_loss(s: Array, t: Array) -> Array:
    """Return eq. (2) of sheet 003 as it stands, with the right sigmoid: for small logits alone."""
    p = 1 / (1 + np.exp(-s))
    return -t * np.log(p) - (1 - t) * np.log(1 - p)


def multilabel_loss(func: Function) -> None:
    """Check the loss by its parts: one cell, then columns that add, then rows that average."""

    def loss(scores: Array, labels: Array) -> float:
        batch = [np.array(scores, ndmin=2), np.array(labels, ndmin=2)]
        return as_scalar(call(func, *batch), "multilabel_loss(S, T)")

    cells = np.reshape([loss(S[i, c], T[i, c]) for i, c in np.ndindex(S.shape)], S.shape)
    close(
        cells,
        printed_loss(S, T),
        "multilabel_loss of one sample with one class, an ordinary binary cross-entropy,",
        otherwise="an absent label has a loss as well, −log(1 − σ(s))",
    )
    rows = [loss(s, t) for s, t in zip(S, T, strict=True)]
    close(
        rows,
        np.sum(cells, axis=1),
        "multilabel_loss of one sample",
        mistakes={"averages over the classes; it should add them up": np.mean(cells, axis=1)},
        otherwise="the losses of its classes should add up, each on its own",
    )
    close(
        loss(S, T),
        np.mean(rows),
        "multilabel_loss of four samples",
        n_samples=4,
        otherwise="it should be the mean of the losses of the four samples",
    )
    passed("multilabel_loss: classes add up, samples are averaged")


def multilabel_gradient(func: Function) -> None:
    """Check the gradient against central differences, and that classes do not mix."""

    def gradient(scores: Array) -> Array:
        return as_array(call(func, scores, T.copy()), S.shape, "multilabel_gradient(S, T)")

    got, raised = gradient(S.copy()), gradient(S + [0.0, 0.0, 1.0])
    measured = central_gradient(lambda s: printed_loss(s, T).sum(axis=1).mean(), S)
    require(
        bool(np.allclose(got[:, :2], raised[:, :2])),
        "raising the last class's logits changes the gradient of the other classes: "
        "each class has a sigmoid of its own, no softmax.",
    )
    close(
        got,
        measured,
        "multilabel_gradient(S, T), compared with central differences,",
        rtol=1e-6,
        atol=1e-8,
        n_samples=4,
        mistakes={"is averaged over the classes as well": measured / 3},
        otherwise="each entry is the slope of its own binary loss, divided by N",
    )
    passed("multilabel_gradient: agrees with central differences, classes do not mix")
