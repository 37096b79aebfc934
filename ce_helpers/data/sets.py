"""A data set and its split into a part to train on and a part held out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Dataset:
    """Samples with labels and the names of what they are.

    Attributes
    ----------
    X : (N, D) ndarray of float64
        One sample per row.
    labels : (N,) ndarray of int
        Class indices from 0 to C - 1.
    feature_names : tuple of str
        D names, with units.
    class_names : tuple of str
        C names.
    """

    X: NDArray[np.float64]
    labels: NDArray[np.intp]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]

    def take(self, rows: NDArray[np.intp]) -> Dataset:
        """Return the data set of some rows, in the order given."""
        return replace(self, X=self.X[rows], labels=self.labels[rows])


def train_test_split(
    dataset: Dataset, *, held_out: float = 0.25, seed: int = 0
) -> tuple[Dataset, Dataset]:
    """Split a data set at random, class by class, so that each part has all classes.

    Parameters
    ----------
    dataset : Dataset
        What to split; it is not changed.
    held_out : float
        Share of each class, between 0 and 1, that goes into the second part.
    seed : int
        The same seed gives the same split.

    Returns
    -------
    train, test : Dataset
        Rows in random order; together each row of the data set exactly once.

    Raises
    ------
    ValueError
        If `held_out` does not lie between 0 and 1, or leaves a part without a class.

    Examples
    --------
    >>> from ce_helpers.data import iris
    >>> train, test = train_test_split(iris(), held_out=1 / 3)
    >>> train.X.shape, test.X.shape
    ((99, 4), (51, 4))
    """
    if not 0 < held_out < 1:
        raise ValueError(f"held_out should lie between 0 and 1, but is {held_out}")
    rng = np.random.default_rng(seed)
    first: list[NDArray[np.intp]] = []
    second: list[NDArray[np.intp]] = []
    for label in np.unique(dataset.labels):
        rows = rng.permutation(np.flatnonzero(dataset.labels == label))
        count = round(held_out * len(rows))
        if not 0 < count < len(rows):
            raise ValueError(
                f"held_out = {held_out} leaves a part without class {label}, "
                f"which has {len(rows)} samples"
            )
        first.append(rows[count:])
        second.append(rows[:count])
    train, test = (rng.permutation(np.concatenate(parts)) for parts in (first, second))
    return dataset.take(train), dataset.take(test)
