"""Visible checks of `loss_and_gradients` in 03_sgd.

Where logits are small the loss is compared with the printed formula as it stands, and the
gradients with measured derivatives of it; far out with the limits that they have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from ce_helpers.calls import call, parts, require_fresh
from ce_helpers.checking import Array, Function, as_array, as_scalar, require
from ce_helpers.checks import visible
from ce_helpers.numeric import complex_step_gradient
from ce_helpers.properties import Property
from ce_helpers.sgd.mistakes import FAR, GRADIENTS, LOSS, PENALTY, Problem, printed_loss

Rng = np.random.Generator


class Result(NamedTuple):
    """What `loss_and_gradients` returned."""

    loss: Array
    dW: Array
    db: Array


def random_problem(rng: Rng, n: int, d: int, c: int, *, soft: bool) -> Problem:
    """Draw a problem away from zero; without soft targets the last class is absent.

    Beside soft rows there is a one-hot one: a row is not treated by what others are.
    """
    X, W, b = rng.normal(size=(n, d)), rng.normal(size=(d, c)), rng.normal(size=c)
    Y = np.eye(c)[rng.integers(0, c - 1, size=n)]
    if soft:
        Y[min(n - 1, 1) :] = rng.dirichlet(np.ones(c), size=max(n - 1, 1))
    return Problem(X, Y, W, b)


def _problems(rng: Rng) -> Iterator[Problem]:
    """Yield problems with N, D and C all different, one-hot and soft, with sizes of 1 and many.

    In the last but one the biases are large. In the last one logits are t, −t, 0 with |t| up to
    30, and the least probable class is the target: a clipped probability or an epsilon shows there.
    """
    for n, d, c in ((7, 4, 3), (5, 2, 6), (1, 3, 4), (6, 1, 3), (3, 4, 2)):
        for soft in (False, True):
            yield random_problem(rng, n, d, c, soft=soft)
    yield random_problem(rng, 307, 1, 2, soft=True)  # a prime number, so not of equal parts
    biased = random_problem(rng, 5, 2, 3, soft=True)
    yield biased._replace(b=rng.permutation([-20.0, 0.0, 12.0]))
    X, _, W, b = random_problem(rng, 8, 2, 3, soft=False)
    W = np.stack([W[:, 0], -W[:, 0], 0 * W[:, 0]], axis=1)
    X = 30 * X / np.abs(X @ W).max()
    yield Problem(X, np.eye(3)[(X @ W).argmin(axis=1)], W, b)


def result_of(func: Function, problem: Problem, *l2: float, pure: bool = False) -> Result:
    """Return what a student's function returns, of the promised shapes, in float64."""
    loss, dW, db = parts(
        call(func, *problem, *l2, pure=pure), ("loss", "dW", "db"), "loss_and_gradients"
    )
    arrays = (
        as_array(value, like.shape, name).astype(np.float64)
        for value, like, name in ((dW, problem.W, "dW"), (db, problem.b, "db"))
    )
    return Result(np.array(as_scalar(loss, "the loss")), *arrays)


def _loss_of(func: Function, problem: Problem) -> float:
    """Return the loss alone, whatever the gradients are."""
    returned = parts(call(func, *problem), ("loss", "dW", "db"), "loss_and_gradients")
    return as_scalar(returned[0], "the loss")


@visible("the loss is log C at zeros, and the mean of −Σ y log a.")
def loss(func: Function, rng: Rng) -> None:
    """Check the loss against the printed formula."""
    first = random_problem(rng, 4, 3, 5, soft=False)
    at_zeros = first._replace(W=0 * first.W, b=0 * first.b)
    LOSS.close(_loss_of(func, at_zeros), np.log(5), at_zeros, where=" at W = 0, b = 0", n_samples=4)
    for problem in _problems(rng):
        right = printed_loss(problem)
        LOSS.close(_loss_of(func, problem), right, problem, n_samples=len(problem.X))


@visible("dW and db agree with measured derivatives of the loss.")
def gradients(func: Function, rng: Rng) -> None:
    """Check both gradients against measured derivatives of the printed loss."""
    for problem in _problems(rng):
        got, n_samples = result_of(func, problem), len(problem.X)
        GRADIENTS["dW"].close(got.dW, _measured(problem, "W"), problem, n_samples=n_samples)
        GRADIENTS["db"].close(got.db, _measured(problem, "b"), problem, n_samples=n_samples)


def _measured(problem: Problem, slot: str) -> Array:
    return complex_step_gradient(
        lambda moved: printed_loss(problem._replace(**{slot: moved})), getattr(problem, slot)
    )


@visible("the penalty adds (l2/2)·‖W‖² to the loss, l2·W to dW, nothing to db.")
def gradients_penalty(func: Function, rng: Rng) -> None:
    """Check what l2 adds to the loss and to both gradients."""
    # small ones, large weights and two classes count
    cases = ((0.1, 1.0, 4, 3), (2.5, 1.0, 4, 3), (1e-4, 4.0, 4, 3), (0.7, 1.0, 3, 2))
    for l2, scale, d, c in cases:
        problem = random_problem(rng, 6, d, c, soft=False)
        _require_penalty(func, problem._replace(W=scale * problem.W), l2)


def _require_penalty(func: Function, problem: Problem, l2: float) -> None:
    """Require that a penalty adds to the loss and dW what it should, and to db nothing."""
    plain, pulled = result_of(func, problem), result_of(func, problem, l2)
    rights: tuple[Any, ...] = (
        l2 / 2 * np.vdot(problem.W, problem.W),
        l2 * problem.W,
        0 * problem.b,
    )
    for property_, one, other, right in zip(PENALTY.values(), pulled, plain, rights, strict=True):
        property_.close(np.subtract(one, other), right, problem, l2, plain.loss)


@visible("integers, float32 and large logits work, and the arguments are left as they were.")
def gradients_inputs(func: Function, rng: Rng) -> None:
    """Check integers, float32, large logits, and that the arguments are left alone."""
    problem = random_problem(rng, 6, 4, 3, soft=False)
    _require_same_in_other_types(func, problem, rng)
    # every row decided by thousands, right or wrong: exp overflows, log(softmax) is log 0
    while not _is_decided(problem):
        problem = random_problem(rng, 6, 4, 3, soft=False)
    _require_far(func, problem)
    require_fresh(func, problem, problem._replace(X=-problem.X))


def _require_same_in_other_types(func: Function, problem: Problem, rng: Rng) -> None:
    """Require what is computed from other types, read-only, to be that of the same floats."""
    W = rng.integers(-3, 4, size=problem.W.shape)
    whole = Problem(np.rint(2 * problem.X).astype(int), problem.Y.astype(int), W, W[0])
    for what, data, rtol in (
        ("integer arrays", whole, 1e-9),
        ("float32 arrays", Problem(*(part.astype(np.float32) for part in problem)), 1e-4),
        ("arrays in Fortran order", Problem(*map(np.asfortranarray, problem)), 1e-9),
    ):
        plain = result_of(func, Problem(*(part.astype(np.float64) for part in data)), 0.5)
        for part in data:
            part.flags.writeable = False
        for name, got, right in zip(
            ("the loss", "dW", "db"), result_of(func, data, 0.5, pure=True), plain, strict=True
        ):
            Property(f"{name} for {what}", "it is that of the same numbers as float64").close(
                got, right, *data, rtol=rtol, atol=rtol
            )


def _require_far(func: Function, problem: Problem) -> None:
    """Require the limits that loss and gradients have where each row is decided by far.

    What is wrong already where a target is behind by 60 has a test of its own.
    """
    problem = problem._replace(Y=problem.Y.copy(), b=0 * problem.b)  # all logits grow with X
    behind = _behind(problem)
    problem.Y[0] = behind[0] == behind[0].max()  # at least one target is no winner
    reach = (problem.Y * behind).sum(axis=1).max()
    near, far = (problem._replace(X=scale * problem.X) for scale in (60 / reach, 1e3))
    X, n, behind = far.X, len(far.X), _behind(far)
    E = np.where(behind == 0, 1.0, 0.0) - far.Y
    limits = Result(np.array(np.vdot(far.Y, behind) / n), X.T @ E / n, E.mean(axis=0))
    rights = Result(np.array(printed_loss(near)), _measured(near, "W"), _measured(near, "b"))
    got, got_near = result_of(func, far, pure=True), result_of(func, near)
    for name, property_ in FAR.items():
        value, limit, one, right = (getattr(part, name) for part in (got, limits, got_near, rights))
        require(not np.array_equal(one, value), f"{name} is the same for other logits.")
        if np.allclose(one, right, rtol=1e-6 if np.ndim(right) else 1e-9, atol=1e-8):
            property_.close(value, limit, n_samples=n, rtol=1e-9)


def _is_decided(problem: Problem) -> bool:
    """Return whether the best class of each row leads by far once X is a thousand times larger."""
    second = np.sort(_behind(problem._replace(b=0 * problem.b)), axis=1)[:, 1]
    return bool(second.min() > 0.06)  # e^(−60) is far below every tolerance


def _behind(problem: Problem) -> Array:
    """Return how far each logit is behind the largest of its row."""
    return problem.logits.max(axis=1, keepdims=True) - problem.logits
