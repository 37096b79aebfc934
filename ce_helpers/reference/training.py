"""The loop of stochastic gradient descent, which the references of all losses share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ce_helpers import validation

Floats = NDArray[np.floating]
Batch = NDArray[np.integer]


def minibatches(n_samples: int, batch_size: int, rng: np.random.Generator) -> Iterator[Batch]:
    """Yield the index arrays of one epoch: one random permutation, cut into batches.

    Parameters
    ----------
    n_samples : int
        Number of samples N, at least 1.
    batch_size : int
        Samples in a batch, at least 1; the last batch holds what is left.
    rng : numpy.random.Generator
        Source of the permutation; advanced by it.

    Yields
    ------
    ndarray of int
        Between 1 and batch_size sample indices; together each of 0..N−1 exactly once.

    Raises
    ------
    ValueError
        If n_samples or batch_size is below 1.

    Examples
    --------
    >>> [batch.size for batch in minibatches(7, 3, np.random.default_rng(0))]
    [3, 3, 1]
    """
    n_samples = validation.positive_int(n_samples, "n_samples")
    batch_size = validation.positive_int(batch_size, "batch_size")
    order = rng.permutation(n_samples)
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]


@dataclass(frozen=True)
class Training:
    """The options of a training, checked.

    Attributes
    ----------
    learning_rate : float
        Step length α, positive.
    epochs : int
        Passes over the data, 0 or more.
    batch_size : int
        Samples in a batch, at least 1.
    l2 : float
        Strength of the penalty (l2/2)·‖W‖², 0 or more.
    seed : int
        Seed of the one generator that shuffles before every epoch.

    Raises
    ------
    TypeError, ValueError
        If an option is no such number, or out of range.
    """

    learning_rate: float
    epochs: int
    batch_size: int
    l2: float
    seed: int

    def __post_init__(self) -> None:
        """Check the options."""
        validation.positive(self.learning_rate, "learning_rate")
        validation.count(self.epochs, "epochs", minimum=0)
        validation.positive_int(self.batch_size, "batch_size")
        validation.non_negative(self.l2, "l2")

    def run(
        self,
        parameters: Floats,
        weights: Floats,
        n_samples: int,
        gradient: Callable[[Batch], Floats],
        loss: Callable[[], float],
    ) -> list[float]:
        """Move the parameters, in place, down the loss.

        Parameters
        ----------
        parameters : ndarray
            Where the training starts; changed.
        weights : ndarray
            The view of them that is penalised.
        n_samples : int
            Number of samples N.
        gradient : callable
            From the indices of a batch to the gradient of its mean loss, without penalty.
        loss : callable
            The loss on all the data, without penalty.

        Returns
        -------
        list of float
            The loss, penalty included, before training and after each epoch.
        """
        rng = np.random.default_rng(self.seed)
        history = [loss() + self._penalty(weights)]
        for _ in range(self.epochs):
            for batch in minibatches(n_samples, self.batch_size, rng):
                step = self.learning_rate * gradient(batch)
                # the shrinking is part of the same step: it uses the weights before the step
                weights *= 1 - self.learning_rate * self.l2
                parameters -= step
            history.append(loss() + self._penalty(weights))
        return history

    def _penalty(self, weights: Floats) -> float:
        return self.l2 / 2 * float(np.vdot(weights, weights))
