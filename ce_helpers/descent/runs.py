"""A run of a student's training function, and what is known of it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from ce_helpers.calls import call, parts
from ce_helpers.checking import Array, Function, as_array, is_stream
from ce_helpers.checks import Check, visible

Parameters = Mapping[str, Array]
# a learning rate so small that a hundred steps leave the gradients as they are at zeros
TINY = 2.0**-44


class Data(NamedTuple):
    """Samples (N, D), their class indices (N,), and the number of classes C."""

    X: Array
    labels: Array
    n_classes: int

    def part(self, indices: Sequence[int]) -> Data:
        """Return some of the samples."""
        some = list(indices)
        return Data(self.X[some], self.labels[some], self.n_classes)


class Run(NamedTuple):
    """What a training function returned: its parameters as arrays, and the history as it came."""

    parameters: dict[str, Array]
    history: Any

    @property
    def entries(self) -> int:
        """How many entries the history has, whatever they are; 1 for a number."""
        return operator.length_hint(self.history, 1)


@dataclass(frozen=True)
class Descent:
    """A training function: what it returns, and how its loss starts.

    Attributes
    ----------
    name : str
        What the function is called.
    names : tuple of str
        The parameters in the order in which it returns them, before the history: "W" of shape
        (D, C), the only one that is penalised, and "b" of shape (C,) if there is one.
    pulls : callable
        From C to the gradients of a sample's loss where all logits are 0: with respect to the
        logit of its own class, and to that of each other class.
    first_loss : callable
        From C to the loss where all parameters are 0.
    why : str
        Why that is the first loss, as the end of a sentence.
    """

    name: str
    names: tuple[str, ...]
    pulls: Callable[[int], tuple[float, float]]
    first_loss: Callable[[int], float]
    why: str

    # learning rates for which `gradients` and `loss` hold, and how exactly
    rates: ClassVar[tuple[float, ...]] = (TINY,)
    long_rate: ClassVar[float] = TINY  # one step leads near the least loss of `own_features`
    rtol: ClassVar[float] = 1e-6
    loss_rate: ClassVar[float] = 2.0**-20
    loss_rtol: ClassVar[float] = 1e-3

    def run(self, func: Function, data: Data, **options: Any) -> Run:
        """Train with a student's function.

        Parameters
        ----------
        func : callable
            The student's function.
        data : Data
            What it is trained on.
        **options
            The options of the training, by default one epoch on the full batch; and `pure`, as
            in `calls.call`.

        Returns
        -------
        Run
            Parameters in float64, of the right shapes.

        Raises
        ------
        CheckFailed
            If the function fails, or returns something else.
        """
        settings = {"epochs": 1, "batch_size": len(data.X), **options}
        returned = call(func, *data, **settings)
        *values, history = parts(returned, [*self.names, "history"], self.name)
        found = {
            name: as_array(value, zeros.shape, name).astype(np.float64)
            for (name, zeros), value in zip(self.zeros(data).items(), values, strict=True)
        }
        return Run(found, list(history) if is_stream(history) else history)

    def zeros(self, data: Data) -> dict[str, Array]:
        """Return the parameters that a training starts from."""
        shapes = {"W": (data.X.shape[1], data.n_classes), "b": (data.n_classes,)}
        return {name: np.zeros(shapes[name]) for name in self.names}

    def knows(self, parameters: Parameters) -> bool:
        """Return whether `loss` holds for these parameters: near zeros."""
        return all(np.abs(value).max() < 1e-3 for value in parameters.values())

    def errors(self, data: Data) -> Array:
        """Return the gradient (N, C) of each sample's loss with respect to its logits, all 0."""
        own, other = self.pulls(data.n_classes)
        return np.where(data.labels[:, np.newaxis] == np.arange(data.n_classes), own, other)

    def gradients(self, parameters: Parameters, data: Data) -> dict[str, Array]:
        """Return the gradients of the mean loss, without penalty, near zeros."""
        errors = self.errors(data)
        found = {"W": data.X.T @ errors / len(data.X), "b": errors.mean(axis=0)}
        return {name: found[name] for name in self.names}

    def loss(self, parameters: Parameters, data: Data) -> float:
        """Return the mean loss, without penalty, near zeros."""
        logits = data.X @ parameters["W"] + parameters.get("b", 0.0)
        change = np.vdot(self.errors(data), logits) / len(data.X)
        return float(self.first_loss(data.n_classes) + change)


def check_of(
    descent: Descent, says: str, *checks: Callable[[Descent, Function, Any], None], below: Any
) -> Check:
    """Return the visible check of a training function.

    Parameters
    ----------
    descent : Descent
        What is known of the training; the hidden test knows more, and may add checks.
    says : str
        The line that a passed check leaves behind.
    *checks : callable
        What is checked, as `check_steps` and the like.
    below : callable
        The decorator that looks at the answers it builds on; see `cascade.builds_on`.

    Returns
    -------
    Check
    """

    @visible(says, descent)
    @below
    def training(func: Function, rng: np.random.Generator, known: Descent, *more: Any) -> None:
        """Check a training function."""
        for check in (*checks, *more):
            check(known, func, rng)

    return training


def samples(rng: np.random.Generator, n: int, d: int, c: int, present: int | None = None) -> Data:
    """Draw samples of C classes, or of so many that are present, as evenly as N allows."""
    classes = rng.permutation(c)[: present or c]
    return Data(rng.normal(size=(n, d)), rng.permutation(classes[np.arange(n) % len(classes)]), c)


def contradictory(data: Data) -> Data:
    """Return samples of which two of different classes have the same features."""
    X = data.X.copy()
    X[np.argmax(data.labels != data.labels[0])] = X[0]
    return data._replace(X=X)


def own_features(labels: Array, n_classes: int = 3) -> Data:
    """Return samples that each have one feature, which no other has."""
    return Data(np.eye(len(labels)), labels, n_classes)


def same(one: Parameters, other: Parameters) -> bool:
    """Return whether all parameters are equal but for rounding, relative to the largest."""
    return all(
        np.allclose(one[name], value, rtol=1e-6, atol=1e-9 * np.abs(value).max())
        for name, value in other.items()
    )


def copies(
    descent: Descent, func: Function, x: Array, n: int, size: int, epochs: int, **options: Any
) -> tuple[Run, Run]:
    """Train on copies of one sample in batches, and on that sample alone for as many steps.

    The sample has a length of 0.8: one step at a rate of 0.7 then leads over the hinge's kink.
    """
    one = Data(0.8 * x[np.newaxis] / np.linalg.norm(x), np.ones(1, dtype=int), 3)
    return (
        descent.run(func, one.part([0] * n), epochs=epochs, batch_size=size, **options),
        descent.run(func, one, epochs=epochs * -(-n // size), **options),
    )
