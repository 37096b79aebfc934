"""Visible checks of `one_hot` and `cross_entropy` in 02_cross_entropy."""

from __future__ import annotations

from typing import Any

import numpy as np

from ce_helpers.calls import call, require_fresh, result
from ce_helpers.checking import Array, CheckFailed, Function, Mistakes, as_array, name_of, require
from ce_helpers.checks import visible
from ce_helpers.properties import Property

Rng = np.random.Generator
# samples and classes; no part of 307 samples, which is prime, has as many as the others
SHAPES = ((5, 3), (1, 3), (4, 2), (7, 6), (307, 3))


def _one_hot_mistakes(labels: Array, n_classes: int) -> Mistakes:
    labels, rows = labels.astype(int), np.eye(n_classes)
    return {
        "counts labels from 1, as the notes do; in code they start at 0": rows[labels - 1],
        "holds whole columns: an index with a colon sets each of them in every row": (
            np.isin(range(n_classes), labels) * np.ones((labels.size, 1))
        ),
        "is that of the sorted labels: row i belongs to labels[i]": rows[np.sort(labels)],
        "numbers the labels that are present: column labels[i] stands for label labels[i], "
        "whichever others there are": rows[np.unique(labels, return_inverse=True)[1]],
        "begins to count at the smallest label present: column 0 stands for label 0": (
            rows[labels - labels.min()]
        ),
    }


ONE_HOT = Property(
    "one_hot", "row i should be 1 at column labels[i] and 0 elsewhere", _one_hot_mistakes
)


def _entropy_mistakes(p: Array, q: Array) -> Mistakes:
    p, q = np.broadcast_arrays(p, q)
    cost, own = (-np.log(np.where(p > 0, belief, 1.0)) for belief in (q, p))
    right, entropy = (p * cost).sum(axis=-1), (p * own).sum(axis=-1)
    likeliest = np.take_along_axis(cost, p.argmax(axis=-1)[..., np.newaxis], axis=-1)
    return {
        "is in bits: take the natural logarithm": right / np.log(2),
        "is in tenths of a decade: take the natural logarithm, not log10": right / np.log(10),
        "is averaged over the classes: sum over k": right / p.shape[-1],
        "is H(q, p): the logarithm is that of q": (q * own).sum(axis=-1),
        "is the entropy of p: the logarithm is that of q": entropy,
        "lacks the entropy of p: that is the Kullback–Leibler divergence": right - entropy,
        "is the cost of the likeliest outcome alone: average over all": likeliest[..., 0],
    }


CROSS_ENTROPY = Property(
    "cross_entropy(p, q)", "it is the average of the costs −log q_k under p", _entropy_mistakes
)
TAIL = Property(
    "cross_entropy with zeros and tiny probabilities",
    "leave out the entries with p = 0, and leave q as it is: a clipped q, or one with something "
    "added to it, changes the cost of a rare outcome",
    _entropy_mistakes,
)
ROWS = Property(
    "cross_entropy of a batch",
    "each row should equal cross_entropy of that row alone: sum over the last axis, axis=-1",
    lambda rows: {
        "sums over the whole batch, as a sum without axis or a boolean mask does: use axis=-1": (
            rows.sum()
        ),
        "keeps the last axis, over which it sums": rows[..., np.newaxis],
    },
    rtol=1e-6,
)


def number(func: Function, *args: Any, **options: bool) -> float:
    """Return what a student's function gives as one number, also where it is an array of one.

    Parameters
    ----------
    func, *args, **options
        As for `call`.

    Returns
    -------
    float
        Its shape costs the one test that asks for it.
    """
    value, name = call(func, *args, **options), name_of(func)
    single = not isinstance(value, tuple) or len(value) == 1
    require(single, f"{name} returns more than one thing: return the number alone.")
    array = as_array(value, None, name)
    return float(array.reshape(()) if array.size == 1 else as_array(value, (), name))


def _one_hot_rows(func: Function, labels: Array, n_classes: int) -> Array:
    """Return what a student's `one_hot` gives, or name what is wrong with its shape."""
    shape, encoded = (labels.size, n_classes), call(func, labels, n_classes, pure=True)
    found = as_array(encoded, None, "one_hot").shape
    require(
        found != (labels.size, labels.max() + 1) or labels.max() in (0, n_classes - 1),
        "one_hot is as wide as the largest label present; make it n_classes wide, whatever "
        "labels the batch holds.",
    )
    require(
        found != shape[::-1] or shape[0] == shape[1],
        "one_hot is transposed: one row for each label.",
    )
    return as_array(encoded, shape, "one_hot")


@visible("one_hot: a single 1 in each row, at the label, in n_classes columns")
def one_hot_values(func: Function, rng: Rng) -> None:
    """Check the rows: labels in any order, of any type, with gaps; the last class may be absent."""
    drawn = [(rng.integers(0, c - 1, n), c) for n, c in (*SHAPES, *SHAPES)]
    many = np.array([299, 2, 270]), 300
    above, between = (rng.permutation([1, 2, 1]), 4), (rng.permutation([0, 2, 0]), 4)
    small = rng.integers(0, 4, 307).astype(np.uint8), 5
    for labels, n_classes in (many, *drawn, above, between, small):
        rows = _one_hot_rows(func, labels, n_classes)
        ONE_HOT.close(rows, np.eye(n_classes)[labels], labels, n_classes)
    require_fresh(func, (np.array([0, 1, 2]), 4), (np.array([2, 0, 1]), 4))


@visible("one_hot: a label outside 0..C−1 raises ValueError")
def one_hot_labels(func: Function, rng: Rng) -> None:
    """Check that labels just outside 0..C−1 raise ValueError, and that 0 and C−1 do not."""
    try:
        call(func, np.array([0, 3]), 4)
    except CheckFailed as error:
        if isinstance(error.__cause__, ValueError):
            raise CheckFailed(
                "one_hot refuses the labels 0 and 3, which are fine for 4 classes."
            ) from error
        raise
    for n_classes in (2, 3, 6):
        for bad in (n_classes, -1, -n_classes, n_classes + 5, 256):
            labels = rng.integers(0, n_classes, 4)
            labels[rng.integers(4)] = bad
            _require_value_error(func, labels, n_classes)
            _require_value_error(func, labels[labels == bad], n_classes)


def _require_value_error(func: Function, labels: Array, n_classes: int) -> None:
    """Require ValueError, and no other error or none, for a label out of range."""
    what = f"one_hot with labels {labels.tolist()} and {n_classes} classes"
    try:
        call(func, labels, n_classes)
    except CheckFailed as error:
        cause = error.__cause__
        if isinstance(cause, ValueError):
            return
        require(
            cause is None or isinstance(cause, NotImplementedError),
            f"{what} should raise ValueError, not {type(cause).__name__}: test the range first.",
        )
        raise
    reason = (
        "NumPy takes a negative index from the end" if labels.min() < 0 else "test the range first"
    )
    raise CheckFailed(f"{what} should raise ValueError, but returned: {reason}.")


def _distributions(rng: Rng, n_classes: int, *leading: int) -> Array:
    """Return pairs of rows of positive numbers that sum to 1, (2, ..., C)."""
    return rng.dirichlet(np.ones(n_classes), (2, *leading)) * 0.9 + 0.1 / n_classes


@visible("cross_entropy: outcome k costs −log q_k, averaged under p")
def cross_entropy_values(func: Function, rng: Rng) -> None:
    """Check that outcome k costs −log q_k, and that the cost is an average under p."""
    for n_classes in (2, 3, 7, 3):
        p, q = _distributions(rng, n_classes)
        CROSS_ENTROPY.close(number(func, p, q), p @ -np.log(q), p, q)
    sure = np.eye(3)
    costs = np.array([number(func, row, q) for row in sure])
    CROSS_ENTROPY.close(costs, -np.log(q), sure, q, where=" where p is sure of one outcome")


@visible("cross_entropy: 0·log 0 is 0, and rare outcomes keep their cost")
def cross_entropy_tail(func: Function, rng: Rng) -> None:
    """Check an outcome that never happens, tiny probabilities, and an impossible one."""
    for n_classes, tiny in ((2, 1e-4), (4, 1e-9), (3, 1e-20)):
        p, q = _distributions(rng, n_classes)
        rare, known = rng.permutation(n_classes)[:2]
        p[rare], q[rare] = tiny, 10.0 ** -rng.integers(100, 300)
        q[known] = 10.0 ** -rng.integers(20, 300)
        p[known] += 1.0 - p.sum()
        cost, likely = p @ -np.log(q), p[known]
        # outcomes that never happen add nothing: one is ruled out, one has what is left of q
        never = rng.integers(n_classes + 1, size=2)
        p, q = np.insert([p, q], never, [[0.0, 0.0], [0.0, 1.0 - q.sum()]], axis=1)
        value = call(func, p, q)
        if isinstance(value, (float, np.ndarray)):
            require(
                not np.isnan(value).any(),
                "cross_entropy holds NaN where p = q = 0: there p·log q is 0·(−∞) in floating "
                "point, but counts as 0; leave those entries out.",
            )
        TAIL.close(number(func, p, q), cost, p, q)
        for happens in (tiny, likely):
            _require_infinite(func, p, impossible := np.where(p == happens, 0.0, q))
        _require_one_infinite(func, np.array([p, p]), np.array([impossible, q]), cost)
    for p in (*np.eye(2), *np.eye(3)):
        _, q = _distributions(rng, p.size)
        q = np.where(p > 0, 10.0 ** -rng.integers(20, 300), q / (1 - p @ q))
        TAIL.close(number(func, p, q), -np.log(p @ q), p, q, where=" where p is sure")
        _require_infinite(func, p, np.where(p > 0, 0.0, q))


def _require_infinite(func: Function, p: Array, q: Array) -> None:
    """Require an infinite cost, or an error, where q is 0 at an outcome with p > 0."""
    try:
        value = np.asarray(call(func, p, q))
    except CheckFailed as error:
        # math.log refuses 0, where NumPy's logarithm is infinite
        require(isinstance(error.__cause__, ArithmeticError | ValueError), str(error))
        return
    require(
        value.size == 1 and value.reshape(()) == np.inf,
        "cross_entropy should be infinite where an outcome happens that q rules out: leave out the "
        "entries with p = 0, not those with q = 0 or with a small p, and add nothing to q.",
    )


def _require_one_infinite(func: Function, P: Array, Q: Array, cost: float) -> None:
    """Require an infinite cost of the first row to leave the other's alone, or an error.

    Where no batch is right, that is the matter of `cross_entropy_axis`.
    """
    try:
        possible, first = (np.array(call(func, P, q), dtype=float) for q in (Q[[1, 1]], Q))
    except (CheckFailed, TypeError, ValueError):
        return
    batches = possible.shape == (2,) and np.allclose(possible, cost)
    require(
        not batches or (first.shape == (2,) and np.allclose(first, [np.inf, cost])),
        "cross_entropy of a batch should be infinite only for the rows in which an outcome happens "
        "that q rules out: the other rows keep their cost.",
    )


@visible("cross_entropy: over the last axis, any leading shape, arguments left alone")
def cross_entropy_axis(func: Function, rng: Rng) -> None:
    """Check batches of any leading shape, read-only, in both orders, and of integers."""
    for leading in ((3,), (4, 2), (2, 1, 3), (1,), (1, 1)):
        P, Q = map(np.asfortranarray, _distributions(rng, 4, *leading))
        P.flags.writeable = Q.flags.writeable = False
        _require_rows(func, P, Q)
    P, Q = _distributions(rng, 4, 3)
    costs = result(func, P, Q, shape=(3,))
    require(bool(np.ptp(costs) > 1e-6), "cross_entropy is the same for all rows: sum −p_k log q_k.")
    require_fresh(func, (P, Q), (Q, P))
    _require_rows(func, np.eye(4, dtype=int)[rng.permutation(4)], rng.dirichlet(np.full(4, 5.0), 4))


def _require_rows(func: Function, P: Array, Q: Array) -> None:
    """Require that each row of a batch, of any leading shape, is treated as on its own."""
    flat = (P.reshape(-1, P.shape[-1]).astype(float), Q.reshape(-1, Q.shape[-1]))
    costs = np.reshape([number(func, p, q) for p, q in zip(*flat, strict=True)], P.shape[:-1])
    value = result(func, P, Q, shape=None, pure=True)
    ROWS.close(value, costs, costs, where=f" of shape {P.shape}")
    result(func, flat[0][0], flat[1][0], shape=())
