"""Steps on the full batch and the penalty: each step is known from the weights before it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from ce_helpers.checking import Array, CheckFailed, Function, Mistakes, require
from ce_helpers.closeness import close
from ce_helpers.descent.runs import (
    TINY,
    Data,
    Descent,
    Parameters,
    contradictory,
    copies,
    own_features,
    samples,
)

# the numbers of steps after which the next one is looked at: what begins late shows there
EARLY, LATE = (0, 1, 2), (0, 1, 2, 59)
# samples, batch size and epochs: with full batches, a short one, and fewer samples than a batch
COPIES = ((7, 3, 1), (4, 2, 2), (5, 2, 2), (3, 5, 2))


def check_steps(descent: Descent, func: Function, rng: np.random.Generator) -> None:
    """Check that a full batch is one step from zeros, and each epoch one more.

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
        If a step is wrong; the sentence names the mistake if it is a known one.
    """
    for n, d, c, present in ((7, 4, 5, 3), (3, 1, 2, 2), (1, 3, 3, 1)):
        data = samples(rng, n, d, c, present)
        large = data._replace(X=1e3 * data.X)  # data, weights, gradients that one might cut off
        for rate, first in ((1.0, data), (0.3, data), (100.0, data), (10.0, large)):
            _follow(descent, func, first, (0,), rate)
        for rate in descent.rates:
            _follow(descent, func, data, LATE if n > 3 else EARLY, rate)
    # where one sample has two classes the loss stays above 0, and so does every step
    _follow(descent, func, contradictory(samples(rng, 7, 4, 5, 3)), LATE[-1:], descent.rates[0])
    # after one long step on such data the loss is nearly 0, which is no reason to skip a batch
    _follow(descent, func, own_features(np.arange(3)), EARLY, descent.long_rate)
    _require_many_classes(descent, func)


def _require_many_classes(descent: Descent, func: Function) -> None:
    """Check that a step serves the sample's own class, though eight bits do not count so far.

    How far it leads is the matter of smaller steps.
    """
    data = Data(np.ones((1, 1)), np.array([290]), 300)
    served = int(descent.run(func, data, learning_rate=TINY).parameters["W"].argmax())
    require(
        served == 290,
        f"a step on a sample of class 290 serves class {served}: classes count from 0, and labels "
        "need a type of more than eight bits.",
    )


def _follow(
    descent: Descent,
    func: Function,
    data: Data,
    moments: tuple[int, ...],
    rate: float,
    l2: float = 0.0,
) -> None:
    """Compare single steps on the full batch with what the parameters before them make of them."""
    for number in moments:
        start, end = (
            descent.run(func, data, epochs=epochs, learning_rate=rate, l2=l2)
            for epochs in (max(number, 1), number + 1)
        )
        if number and start.entries == end.entries:
            return  # it ended early, which the check of the history names
        before = start.parameters if number else descent.zeros(data)
        moved = {name: end.parameters[name] - before[name] for name in before}
        late = {**before, "W": end.parameters["W"]}
        got, right, wrong, value = (
            _scaled(*change, data)
            for change in (
                (moved, 1 / rate),
                (descent.gradients(before, data), -1.0),
                (descent.gradients(late, data), -1.0),
                (before, l2),
            )
        )
        for name, plain in right.items():
            mistakes = {
                "does not depend on the learning rate": plain / rate,
                "is missing: the update is lost": 0 * plain,
                **_penalty_mistakes(name, plain, value[name]),
                "is taken at the new W: compute both gradients, then update both": wrong[name],
            }
            wanted = plain - value[name] if name == "W" else plain
            if number and (way_on := _direction(got[name], wanted)):
                mistakes = {way_on: got[name]}
            what = f"step {number + 1} of {name} on a full batch"
            _compare(got[name], wanted, what, mistakes, len(data.X), descent.rtol)


def _scaled(values: Parameters, factor: float, data: Data) -> dict[str, Array]:
    """Return the values times a factor, those of W in units of the largest feature."""
    unit = {"W": np.abs(data.X).max(), "b": 1.0}
    return {name: factor * value / unit[name] for name, value in values.items()}


def _compare(
    got: Array, right: Array, what: str, mistakes: Mistakes, n_samples: int, rtol: float
) -> None:
    close(
        got,
        right,
        what,
        n_samples=n_samples,
        rtol=rtol,
        atol=1e-9,
        mistakes=mistakes,
        otherwise="start from zeros and subtract learning_rate times the mean gradient of loss and "
        "penalty, at the old parameters for all of them",
    )


def _penalty_mistakes(name: str, plain: Array, pull: Array) -> dict[str, Array]:
    if name == "b":
        return {"is pulled by the penalty, which acts on W alone": plain - pull}
    return {
        "is the same as without a penalty: use l2": plain,
        "is pulled twice as much as it should: the gradient of (l2/2)·‖W‖² is l2·W": plain
        - 2 * pull,
        "is pushed away by the penalty: it pulls towards 0": plain + pull,
    }


def _direction(got: Array, right: Array) -> str:
    """Return what is wrong with a step that points the right way, else nothing."""
    factor = np.vdot(got, right) / max(float(np.vdot(right, right)), 1e-30)
    parallel = factor > 1e-6 and np.allclose(got, factor * right, rtol=1e-6, atol=1e-9)
    if not parallel or abs(factor - 1) < 1e-6:
        return ""
    length = "short" if factor < 1 else "long"
    return (
        f"points the right way and is too {length}: every step is learning_rate times the "
        "mean gradient, with nothing carried over, scaled down or cut off"
    )


def check_penalty(descent: Descent, func: Function, rng: np.random.Generator) -> None:
    """Check that the penalty pulls at W alone, in every step; see `check_steps`."""
    data = samples(rng, 4, 3, 3)
    _require_pull(descent, func, data)
    rate, x = descent.rates[0], data.X[0]
    # weak; and so strong that W changes its sign and grows: no reason to stop, nor for short steps
    for pull in (0.4, 2.05):
        _judge(
            partial(_follow, descent, func, data, LATE, rate, pull / rate),
            partial(_follow, descent, func, data, LATE, rate),
            partial(_follow, descent, func, data, LATE, TINY),
        )
    for sizes in COPIES:
        for l2 in (0.3, 3.4):  # weak; and so strong that W changes its sign and grows
            _judge(
                partial(_require_every_step, descent, func, x, sizes, l2),
                partial(_require_every_step, descent, func, x, sizes, 0.0),
                partial(_require_every_step, descent, func, x, sizes, 0.0, TINY),
            )


def _judge(check: Callable[[], None], *plain: Callable[[], None]) -> None:
    """Fail a check with a penalty only where the same ones pass without it.

    What is wrong without a penalty, too, has a check of its own.
    """
    try:
        check()
    except CheckFailed as failed:
        for other in plain:
            try:
                other()
            except CheckFailed:
                return
        raise failed


def _require_pull(descent: Descent, func: Function, data: Data) -> None:
    """Check what a penalty changes in the second step, whatever the step itself is."""
    l2 = 0.4 / TINY
    first, plain, pulled = (
        descent.run(func, data, learning_rate=TINY, l2=strength, epochs=epochs).parameters
        for strength, epochs in ((l2, 1), (0.0, 2), (l2, 2))
    )
    require(bool(np.any(first["W"])), "W is still zero after a step: a penalty cannot pull at it.")
    for name, value in first.items():
        pull = l2 * value
        close(
            (plain[name] - pulled[name]) / TINY,
            pull if name == "W" else 0 * pull,
            f"what the penalty takes from {name} in the second step",
            rtol=1e-6,
            n_samples=len(data.X),
            mistakes={
                "is nothing: use l2": 0 * pull,
                "is l2·b: the biases are never penalised": pull,
            },
            otherwise="it is learning_rate·l2·W",
        )


def _require_every_step(
    descent: Descent,
    func: Function,
    x: Array,
    sizes: tuple[int, int, int],
    l2: float,
    rate: float = 0.7,
) -> None:
    """Check that batches of copies are as many steps on one of them, with the penalty in each."""
    many, one = copies(descent, func, x, *sizes, learning_rate=rate, l2=l2)
    n, size, epochs = sizes
    steps = epochs * -(-n // size)
    more = one.entries - many.entries
    if more != steps - epochs and one.entries <= steps:
        return  # it ended early, which the check of the history names
    for name, value in many.parameters.items():
        close(
            value / rate,
            one.parameters[name] / rate,
            f"{name} with a penalty, from {n} copies of one sample in batches of {size},",
            rtol=1e-8,
            otherwise="it should be that of as many steps on the one sample: the whole penalty "
            "pulls at W in every step, short batches included",
        )
