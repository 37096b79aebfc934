"""Hidden tests of training: the checks of `ce_helpers.descent`, with exact gradients and losses.

Random data and natural learning rates take the place of small steps near zeros. Besides, for
four or five samples all orders can be listed: a run has to follow one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any, ClassVar

import numpy as np

from ce_helpers.checking import Array, Function, require
from ce_helpers.descent import Data, Descent, Parameters, losses, same, samples

Exact = Callable[[Parameters, Data], Any]


@dataclass(frozen=True)
class ExactDescent(Descent):
    """A training function whose gradients and loss are known everywhere.

    Attributes
    ----------
    exact_gradients, exact_loss : callable
        From parameters and data to the gradients of the mean loss without
        penalty, by name, and to that loss.
    order_rate : float
        A learning rate at which different orders of the samples end at different weights.
    """

    exact_gradients: Exact
    exact_loss: Exact
    order_rate: float = 1.0

    rates: ClassVar[tuple[float, ...]] = (0.3, 10.0)
    long_rate: ClassVar[float] = 37.0
    loss_rate: ClassVar[float] = 0.4
    loss_rtol: ClassVar[float] = 1e-9

    def gradients(self, parameters: Parameters, data: Data) -> dict[str, Array]:
        """Return the gradients of the mean loss, without penalty."""
        found: dict[str, Array] = self.exact_gradients(parameters, data)
        return found

    def knows(self, parameters: Parameters) -> bool:
        """Return True: the loss is exact everywhere."""
        return True

    def loss(self, parameters: Parameters, data: Data) -> float:
        """Return the mean loss, without penalty."""
        return float(self.exact_loss(parameters, data))


def step_after_step(descent: ExactDescent, func: Function, rng: np.random.Generator) -> None:
    """Test that an epoch leads to the weights of some order of the samples.

    Parameters
    ----------
    descent : ExactDescent
        The training.
    func : callable
        The student's function.
    rng : numpy.random.Generator
        Draws data and seeds.

    Raises
    ------
    CheckFailed
        If no order of the samples leads there.
    """
    for n, size, d, c in ((5, 2, 3, 4), (5, 4, 2, 3), (4, 1, 3, 2)):
        data = samples(rng, n, d, c)
        options = {
            "learning_rate": descent.order_rate,
            "batch_size": size,
            "seed": int(rng.integers(1000)),
        }
        run = descent.run(func, data, **options)
        ends = _ends(descent, descent.zeros(data), data, size)
        require(
            any(same(run.parameters, end) for end in ends),
            f"one epoch of {descent.name} ends at weights that no order of the samples leads to: "
            "take each sample once, X and labels by the same indices, and step after every batch.",
        )


def losses_on_the_way(descent: ExactDescent, func: Function, rng: np.random.Generator) -> None:
    """Test that what the history holds between two epochs is the loss after the first.

    See `step_after_step` for the parameters. Where the weights are wrong, that is not judged.
    """
    data, l2 = samples(rng, 4, 3, 3), 0.3
    run = descent.run(func, data, learning_rate=descent.order_rate, epochs=2, batch_size=2, l2=l2)
    middles = [
        descent.loss(middle, data) + l2 / 2 * float(np.sum(np.square(middle["W"])))
        for middle in _ends(descent, descent.zeros(data), data, 2, l2)
        if any(same(run.parameters, end) for end in _ends(descent, middle, data, 2, l2))
    ]
    require(
        not middles or bool(np.isclose(losses(run, 2)[1], middles, rtol=1e-9).any()),
        "the history holds, between two epochs, another value than the loss on all the data, "
        "penalty included, after the first of them.",
    )


def _ends(
    descent: ExactDescent, start: Parameters, data: Data, size: int, l2: float = 0.0
) -> Iterator[Parameters]:
    """Yield the weights that an epoch can lead to."""
    for batches in _orders(len(data.X), size):
        parameters = start
        for batch in batches:
            gradients = descent.gradients(parameters, data.part(batch))
            gradients["W"] = gradients["W"] + l2 * parameters["W"]
            parameters = {
                name: value - descent.order_rate * gradients[name]
                for name, value in parameters.items()
            }
        yield parameters


def _orders(n: int, size: int) -> list[list[list[int]]]:
    """List every sequence of batches, the order within a batch disregarded."""
    found = {
        tuple(tuple(sorted(order[i : i + size])) for i in range(0, n, size))
        for order in permutations(range(n))
    }
    return [[list(batch) for batch in batches] for batches in sorted(found)]
