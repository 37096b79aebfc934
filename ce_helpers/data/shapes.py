"""Classes of points in the plane, drawn from a seed."""

from __future__ import annotations

import numpy as np

from ce_helpers import validation
from ce_helpers.data.sets import Dataset

PLANE = ("x1", "x2")


def _dataset(X: np.ndarray, n_classes: int, per_class: int) -> Dataset:
    labels = np.repeat(np.arange(n_classes), per_class)
    return Dataset(X, labels, PLANE, tuple(f"class {label}" for label in range(n_classes)))


def blobs(
    n_classes: int = 3, per_class: int = 50, *, spread: float = 0.5, seed: int = 0
) -> Dataset:
    """Return round clouds of points, their centres evenly on a circle of radius 2.

    Parameters
    ----------
    n_classes, per_class : int
        How many classes, and how many points in each.
    spread : float
        Standard deviation of a cloud.
    seed : int
        The same seed gives the same points.

    Returns
    -------
    Dataset
        N = n_classes · per_class, D = 2.

    Raises
    ------
    TypeError, ValueError
        If a number is not positive, or a count is not whole.

    Examples
    --------
    >>> blobs(4, 10).X.shape
    (40, 2)
    """
    n_classes = validation.positive_int(n_classes, "n_classes")
    per_class = validation.positive_int(per_class, "per_class")
    spread = validation.positive(spread, "spread")
    rng = np.random.default_rng(seed)
    angles = 2 * np.pi * np.arange(n_classes) / n_classes + np.pi / 2
    centres = 2 * np.column_stack([np.cos(angles), np.sin(angles)])
    noise = rng.normal(scale=spread, size=(n_classes * per_class, 2))
    return _dataset(np.repeat(centres, per_class, axis=0) + noise, n_classes, per_class)


def spirals(
    n_classes: int = 3, per_class: int = 100, *, noise: float = 0.2, seed: int = 0
) -> Dataset:
    """Return arms of a spiral, which no linear classifier can tell apart.

    Parameters
    ----------
    n_classes, per_class : int
        How many arms, and how many points on each.
    noise : float
        Standard deviation of the angle, in radians.
    seed : int
        The same seed gives the same points.

    Returns
    -------
    Dataset
        N = n_classes · per_class, D = 2, inside the unit circle.

    Raises
    ------
    TypeError, ValueError
        If a number is not positive, or a count is not whole.

    Examples
    --------
    >>> spirals(2, 30).X.shape
    (60, 2)
    """
    n_classes = validation.positive_int(n_classes, "n_classes")
    per_class = validation.positive_int(per_class, "per_class")
    noise = validation.positive(noise, "noise")
    rng = np.random.default_rng(seed)
    radius = np.tile(np.linspace(0.05, 1, per_class), n_classes)
    start = np.repeat(2 * np.pi * np.arange(n_classes) / n_classes, per_class)
    angle = start + 4 * radius + rng.normal(scale=noise, size=radius.size)
    X = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return _dataset(X, n_classes, per_class)
