"""The history of a training: the loss on all the data, before it and after each epoch."""

from __future__ import annotations

from collections.abc import Sized
from itertools import combinations
from typing import Any

import numpy as np

from ce_helpers.checking import Array, CheckFailed, Function, as_array, require
from ce_helpers.closeness import close
from ce_helpers.descent.runs import (
    Data,
    Descent,
    Parameters,
    Run,
    copies,
    own_features,
    same,
    samples,
)
from ce_helpers.descent.steps import COPIES


def check_history(descent: Descent, func: Function, rng: np.random.Generator) -> None:
    """Check each entry of the history, and that there are as many as epochs, and one.

    Parameters
    ----------
    descent : Descent
        What is known of the training.
    func : callable
        The student's function.
    rng : numpy.random.Generator
        Draws the data.

    Raises
    ------
    CheckFailed
        If an entry is wrong, missing or too many.
    """
    for n, classes, epochs, size in ((9, 3, 0, 4), (1, 2, 1, 1), (9, 5, 3, 9)):
        data = samples(rng, n, 3, classes)
        options: dict[str, Any] = {"learning_rate": 0.4, "epochs": epochs, "batch_size": size}
        run = descent.run(func, data, l2=0.3, **options)  # zeros have no penalty
        close(
            losses(run, epochs)[0],
            descent.first_loss(classes),
            "the first entry of history",
            n_samples=n,
            otherwise=f"it is the loss before the first step: {descent.why}",
        )
    small = ((5, 1, 2, 0.0), (5, 1, 3, 0.2), (5, 2, 5, 2.2), (5, 2, 1, 0.0))
    for n, epochs, size, l2 in (*small, (307, 1, 128, 0.0)):
        data = samples(rng, n, 3, 3)
        options = {"epochs": epochs, "batch_size": size, "l2": l2 / descent.loss_rate}
        run = descent.run(func, data, learning_rate=descent.loss_rate, **options)
        if descent.knows(run.parameters):
            _require_last(descent, run, data, **options)
    _require_ends(descent, func, samples(rng, 1, 3, 3, 1))
    x = rng.normal(size=3)
    for sizes in COPIES:
        _require_between(copies(descent, func, x, *sizes, learning_rate=0.3, l2=0.5), *sizes)
    _require_all_epochs(descent, func)


def _require_all_epochs(descent: Descent, func: Function) -> None:
    """Require that the loss falls with small steps, and that no run ends early.

    It might where the loss hardly changes, where it gets near 0, and where it rises, to more than
    the penalty alone.
    """
    data = own_features(np.arange(3))
    short = data.part([0])._replace(X=0.05 * data.X[:1])
    run = descent.run(func, short, learning_rate=0.05, epochs=5)
    falling = losses(run, 5)
    require(
        bool(np.all(np.diff(falling) < 0)),
        "small steps should lower the loss that history holds, from epoch to epoch.",
    )
    for rate, l2 in ((2.0**-20, 0.0), (5.0, 0.0), (0.5, 4.1)):
        run = descent.run(func, data, learning_rate=rate, l2=l2, epochs=60)
        penalty = l2 / 2 * np.sum(np.square(run.parameters["W"]))
        require(
            bool(losses(run, 60)[-1] > (1 - 1e-9) * penalty) or l2 == 0,
            "the last entry of history is less than its penalty alone: record the loss as it is, "
            "however large.",
        )
        if descent.knows(run.parameters) and same(
            run.parameters, _end(descent, data, rate, l2, 60)
        ):
            _require_last(descent, run, data, 60, 3, l2)


def _end(descent: Descent, data: Data, rate: float, l2: float, steps: int) -> Parameters:
    """Return the parameters after so many steps on the full batch."""
    found = descent.zeros(data)
    for _ in range(steps):
        slopes = descent.gradients(found, data)
        slopes["W"] = slopes["W"] + l2 * found["W"]
        found = {name: value - rate * slopes[name] for name, value in found.items()}
    return found


def losses(run: Run, epochs: int) -> Array:
    """Return the history as an array of epochs + 1 losses, or say what came instead."""
    count = len(run.history) if isinstance(run.history, Sized) else epochs + 1
    require(
        count == epochs + 1,
        f"history should have epochs + 1 = {epochs + 1} numbers, one before training and one "
        f"after each epoch, but has {count}.",
    )
    return as_array(run.history, (epochs + 1,), "history").astype(np.float64)


def _require_last(
    descent: Descent, run: Run, data: Data, epochs: int, batch_size: int, l2: float
) -> None:
    """Compare the last entry with the loss at the weights that are returned."""
    plain = descent.loss(run.parameters, data)
    penalty = l2 / 2 * float(np.sum(np.square(run.parameters["W"])))
    # near zeros every loss is nearly the first one: what training has changed is compared
    start, right = descent.first_loss(3), plain + penalty
    change = max(abs(right - start), 1e-12)
    got, goal = (losses(run, epochs)[-1] - start) / change, (right - start) / change
    if np.isclose(got, goal, rtol=descent.loss_rtol):
        return
    batches = [
        descent.loss(run.parameters, data.part(some)) + penalty
        for size in {batch_size, len(data.X) % batch_size or batch_size}
        if len(data.X) < 10  # of many samples there are too many batches
        for some in combinations(range(len(data.X)), size)
    ]
    for sentence, wrong in {
        "leaves out the penalty: hand l2 on to the loss, too": [plain],
        "counts the penalty twice: it is (l2/2)·‖W‖²": [plain + 2 * penalty],
        "is still that before training": [start],
        "is the loss of one batch: use all the data": batches,
    }.items():
        other = (np.array(wrong) - start) / change
        # one that is right as well explains nothing
        other = other[~np.isclose(other, goal, rtol=3 * descent.loss_rtol, atol=3e-6)]
        near = np.isclose(got, other, rtol=descent.loss_rtol, atol=1e-6)
        require(not near.any(), f"the last entry of history {sentence}.")
    raise CheckFailed(
        "the last entry of history is not the loss on all the data, penalty included, at the "
        "weights that are returned: compute it after the epoch, and take no mean on the way."
    )


def _require_ends(descent: Descent, func: Function, data: Data) -> None:
    """Compare each entry with the last one of a run that ends there."""
    runs = [
        losses(descent.run(func, data, learning_rate=0.1, l2=0.5, epochs=epochs), epochs)
        for epochs in (1, 2, 3, 4)
    ]
    close(
        runs[-1][1:],
        [run[-1] for run in runs],
        "the history of four epochs",
        rtol=1e-9,
        otherwise="each entry is the last one of a training that ends there",
    )


def _require_between(runs: tuple[Run, Run], n: int, size: int, epochs: int) -> None:
    """Compare every entry with that of single steps, where copies make all orders equal."""
    many, one = runs
    if not same(many.parameters, one.parameters):
        return  # then it is not the history: the checks of the batches name it
    steps = -(-n // size)
    close(
        losses(many, epochs),
        losses(one, epochs * steps)[::steps],
        f"history for {n} copies of one sample in batches of {size}",
        rtol=1e-8,
        n_samples=n,
        otherwise="each entry is the loss, penalty included, after one more whole epoch",
    )
