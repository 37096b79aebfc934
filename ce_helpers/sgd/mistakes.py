"""Known mistakes of `loss_and_gradients` in 03_sgd, and the sentence that names each."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ce_helpers import printed
from ce_helpers.checking import Array, Mistakes
from ce_helpers.properties import Property


class Problem(NamedTuple):
    """The arguments of `loss_and_gradients`: (N, D), (N, C), (D, C) and (C,)."""

    X: Array
    Y: Array
    W: Array
    b: Array

    @property
    def logits(self) -> Array:
        """The logits, (N, C)."""
        return self.X @ self.W + self.b


def printed_loss(problem: Problem) -> Any:
    """Return the mean loss as it is printed: for small logits alone, which may be complex."""
    return printed.cce_loss(problem.logits, problem.Y)


def _largest(Y: Array) -> Array:
    """Return one-hot targets for the largest of each row."""
    return np.eye(Y.shape[1])[Y.argmax(axis=1)]


def _loss_mistakes(problem: Problem) -> Mistakes:
    A, Y, right = printed.softmax(problem.logits), problem.Y, printed_loss(problem)
    return {
        "leaves out the biases: Z = XW + b": printed_loss(problem._replace(b=0 * problem.b)),
        "is averaged over N·C entries: divide by N alone": right / Y.shape[1],
        "is in bits: use the natural logarithm": right / np.log(2),
        "uses the largest target alone: multiply log_A by Y, whose rows are not always "
        "one-hot": printed_loss(problem._replace(Y=_largest(Y))),
        "applies softmax twice: log_softmax takes logits": printed.cce_loss(A, Y),
        "is that of C separate yes-or-no questions: the classes share one softmax": (
            right - float(((1 - Y) * np.log1p(-A)).sum()) / len(Y)
        ),
        "lacks the logarithm": float((Y * A).sum()) / len(Y),
    }


def _dW_mistakes(problem: Problem) -> Mistakes:
    X, Y, W, _ = problem
    A, n = printed.softmax(problem.logits), len(X)
    E = A - Y
    return {
        "subtracts 1 at the largest target: subtract Y, whose rows are not always one-hot": (
            X.T @ (A - _largest(Y)) / n
        ),
        "moves the weights of the target class alone: every output depends on every logit": (
            X.T @ (Y * E) / n
        ),
        "lacks the factor x_i": np.broadcast_to(E.mean(axis=0), W.shape),
        "leaves out the targets: the error is A − Y": X.T @ A / n,
        "begins with −Y/A, the derivative with respect to A; with respect to Z it is A − Y": (
            X.T @ (-Y / A) / n
        ),
        "is divided by the number of classes: divide by N alone": X.T @ E / n / W.shape[1],
        "is divided by the number of features: divide by N": X.T @ E / W.shape[0],
        "leaves out the biases: Z = XW + b": (X.T @ (printed.softmax(X @ W) - Y) / n),
    }


def _db_mistakes(problem: Problem) -> Mistakes:
    E, n = printed.softmax(problem.logits) - problem.Y, len(problem.X)
    return {
        "is summed over the classes as well; sum over the samples alone": np.full(
            problem.b.shape, E.sum() / n
        ),
        "is right for the target class alone": (problem.Y * E).sum(axis=0) / n,
        "is divided by the number of classes: divide by N alone": E.mean(axis=0) / E.shape[1],
    }


LOSS = Property(
    "the loss",
    "for every sample it is −Σ_c y_c log a_c, then the mean over the samples",
    _loss_mistakes,
)
GRADIENTS = {
    "dW": Property("dW", "its entry (i, j) is the mean of (a_j − y_j) x_i", _dW_mistakes),
    "db": Property("db", "its entry j is the mean of a_j − y_j over the samples", _db_mistakes),
}
FAR = {
    name: Property(
        f"{what} for logits in the thousands",
        "take it from log_softmax, without an epsilon, a clip, or log(softmax)",
    )
    for name, what in (("loss", "the loss"), ("dW", "dW"), ("db", "db"))
}


def _penalty_on_loss(problem: Problem, l2: float, plain: float) -> Mistakes:
    W, n = problem.W, len(problem.X)
    right = l2 / 2 * np.vdot(W, W)
    return {
        "is nothing: add (l2/2)·‖W‖²": 0.0,
        "counts the biases: penalise the weights alone": right
        + l2 / 2 * np.vdot(problem.b, problem.b),
        "is the norm, not its square": l2 / 2 * np.sqrt(np.vdot(W, W)),
        "is divided by N: the penalty is no mean": right / n,
        "leaves out row 0 of W: the biases are b, and row 0 is a feature": (
            l2 / 2 * np.vdot(W[1:], W[1:])
        ),
        "is part of the divisor: set brackets": plain * n / (n + right) - plain,
    }


def _penalty_on_dW(problem: Problem, l2: float, plain: float) -> Mistakes:
    right = l2 * problem.W
    below = right.copy()
    below[0] = 0
    return {
        "is nothing: the penalty's gradient l2·W is missing": 0 * right,
        "is divided by N: the penalty is no mean": right / len(problem.X),
        "leaves out row 0 of W: the biases are b, and row 0 is a feature": below,
        "does not use l2": problem.W,
    }


PENALTY = {
    "the loss": Property(
        "what l2 adds to the loss", "it is (l2/2)·‖W‖², without the biases", _penalty_on_loss, 1e-8
    ),
    "dW": Property(
        "what l2 adds to dW", "the gradient of (l2/2)·‖W‖² is l2·W", _penalty_on_dW, 1e-8, 1e-9
    ),
    "db": Property(
        "what l2 adds to db",
        "it adds nothing: the biases are never penalised",
        lambda problem, l2, plain: {"is l2·b: the biases are never penalised": l2 * problem.b},
        1e-8,
        1e-9,
    ),
}
