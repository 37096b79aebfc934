"""The questions and their shared inputs, one dictionary of arguments a case."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

Z = np.array([[2.0, -1.0, 0.5, 0.0], [0.3, 1.2, -0.7, 1.2], [-1.0, 0.0, 3.0, 2.0]])
T = np.array([2, 0, 3])
SOFT = np.array([[0.1, 0.2, 0.6, 0.1], [0.7, 0.1, 0.1, 0.1], [0.0, 0.25, 0.25, 0.5]])
CLASS_WEIGHTS = np.array([1.0, 2.0, 3.0, 4.0])
SMOOTHING = 0.1
FAR, FAR_TRUE = np.array([[1000.0, -1000.0, 0.0, 500.0]]), np.array([1])
KINK, KINK_TRUE = np.array([[0.0, 1.0, -1.0, 0.0]]), np.array([1])
TWO, TWO_TRUE = np.array([[1.5, -0.5], [0.2, 0.9]]), np.array([1, 0])
# of the two targets behind, a clip at 1e−7 reaches one
PARTLY, PARTLY_SOFT = np.array([[9.0, -8.0, -9.0, 1.0]]), np.array([[0.3, 0.2, 0.0, 0.5]])
TIE, TIE_TRUE = np.array([[1.0, 1.0, 0.0, 1.0]]), np.array([2])

X = np.array([[1.0, 2.0], [0.5, -1.0], [-1.5, 0.5]])
W = np.array([[0.5, -0.25, 0.0, 0.75], [-0.5, 1.0, 0.25, 0.0]])
B = np.array([0.1, -0.2, 0.3, 0.4])
RATE, L2 = 0.5, 0.1
# three clouds that overlap, so that every trainer has one answer
FIT_X = np.array(
    [[1.0, 0.2], [0.8, -0.5], [-0.4, 1.1], [-1.2, 0.6], [0.1, -1.3], [-0.6, -0.9], [0.5, 0.7]]
)
FIT_T = np.array([0, 0, 1, 1, 2, 2, 1])


class NotOffered(Exception):
    """The library's function takes no such input."""


def one_hot(labels: Array, n_classes: int) -> Array:
    """Return the rows of the identity that labels name."""
    return np.eye(n_classes)[labels]


def labels_of(y: Array) -> Array:
    """Return the labels of one-hot rows, for a function that takes no soft targets."""
    if not np.isin(y, (0, 1)).all():
        raise NotOffered
    return y.argmax(axis=1)


def _cross_entropy() -> dict[str, dict[str, Any]]:
    return {
        "ordinary": {"z": Z, "y": one_hot(T, 4)},
        "soft": {"z": Z, "y": SOFT},
        "soft doubled": {"z": Z, "y": 2 * SOFT},
        "two classes": {"z": TWO, "y": one_hot(TWO_TRUE, 2)},
        "tie": {"z": TIE, "y": one_hot(TIE_TRUE, 4)},
        "far": {"z": FAR, "y": one_hot(FAR_TRUE, 4)},
        "partly clipped": {"z": PARTLY, "y": PARTLY_SOFT},
    }


def _hinge() -> dict[str, dict[str, Any]]:
    return {
        "ordinary": {"z": Z, "t": T},
        "two classes": {"z": TWO, "t": TWO_TRUE},
        "tie": {"z": TIE, "t": TIE_TRUE},
        "far": {"z": FAR, "t": FAR_TRUE},
        "all won": {"z": np.array([[-3.0, -2.0, -4.0, -1.0]]), "t": np.array([3])},
        "kink": {"z": KINK, "t": KINK_TRUE},
        "one rival at the kink": {"z": np.array([[0.5, 1.5, -2.0, 2.5]]), "t": np.array([3])},
    }


def _binary() -> dict[str, dict[str, Any]]:
    return {
        "ordinary": {"z": Z, "y": one_hot(T, 4)},
        "far": {"z": np.array([[1000.0]]), "y": np.array([[0.0]])},
        "far, missed": {"z": np.array([[-1000.0]]), "y": np.array([[1.0]])},
        "zero": {"z": np.array([[0.0]]), "y": np.array([[1.0]])},
        "tail": {"z": np.array([[-20.0]]), "y": np.array([[1.0]])},
        "other tail": {"z": np.array([[20.0], [30.0], [40.0]]), "y": np.zeros((3, 1))},
    }


QUESTIONS: dict[str, dict[str, dict[str, Any]]] = {
    "cross_entropy": _cross_entropy(),
    "weighted": {
        "labels": {"z": Z, "y": one_hot(T, 4), "w": CLASS_WEIGHTS},
        "one weight 0": {"z": Z, "y": one_hot(T, 4), "w": CLASS_WEIGHTS * (1, 1, 0, 1)},
    },
    "weighted_soft": {
        "one-hot": {"z": Z, "y": one_hot(T, 4), "w": CLASS_WEIGHTS},
        "soft": {"z": Z, "y": SOFT, "w": CLASS_WEIGHTS},
    },
    "smoothed": {"labels": {"z": Z, "t": T, "e": SMOOTHING}},
    "ignored": {
        "one of three": {"z": Z, "t": T, "keep": np.array([True, False, True])},
        "all": {"z": Z, "t": T, "keep": np.zeros(3, dtype=bool)},
    },
    "label": {
        "-1": {"z": Z, "t": np.array([-1, 0, 3])},
        "C": {"z": Z, "t": np.array([4, 0, 3])},
    },
    "hinge": _hinge(),
    "binary": _binary(),
    "sigmoid": {"tail": {"z": np.arange(-10.0, -21.0, -1.0)}},
    "kinks": {"all": {}},
    "fit": {"three clouds": {"X": FIT_X, "t": FIT_T, "l2": L2}},
    "step": {"one": {"X": X, "y": one_hot(T, 4), "W": W, "b": B, "rate": RATE, "l2": L2}},
}
