"""The batches of an epoch, read from weights of samples that each have a feature of their own."""

from __future__ import annotations

import numpy as np

from ce_helpers.checking import Array, CheckFailed, Function, require
from ce_helpers.closeness import close
from ce_helpers.descent.runs import TINY, Data, Descent, Run, copies, own_features
from ce_helpers.descent.steps import COPIES

# samples and batch size: a short last batch of one or more, none, too few samples for one, many
# batches and many samples
SIZES = ((5, 2), (5, 4), (7, 3), (6, 3), (4, 9), (61, 3), (307, 128))


def shares(descent: Descent, run: Run, data: Data) -> Array:
    """Return how far each sample's gradient moved the weights of its own feature, over TINY.

    Without a penalty that is 1/n for a sample that was used once, in a batch of n.
    """
    errors = descent.errors(data)
    return -np.sum(run.parameters["W"] * errors, axis=1) / np.sum(errors**2, axis=1) / TINY


def check_batches(descent: Descent, func: Function, rng: np.random.Generator) -> None:
    """Check that an epoch uses each sample once, with its label, averaged over its own batch.

    Parameters
    ----------
    descent : Descent
        What is known of the training.
    func : callable
        The student's function.
    rng : numpy.random.Generator
        Draws labels and seeds.

    Raises
    ------
    CheckFailed
        If an epoch is wrong; the sentence names the mistake if it is a known one.
    """
    for n, size in SIZES:
        data = own_features(rng.permutation(np.arange(n) % 3))
        options = {"batch_size": size, "seed": int(rng.integers(1000))}
        run = descent.run(func, data, learning_rate=TINY, **options)
        _require_each_once(descent, run, data, size)
    x = rng.normal(size=3)
    for sizes in COPIES:
        _require_one_after_another(descent, func, x, *sizes)


def _require_each_once(descent: Descent, run: Run, data: Data, size: int) -> None:
    W, n = run.parameters["W"], len(data.X)
    used, errors = shares(descent, run, data), descent.errors(data)
    moved = np.abs(W).max(axis=1) > 0.01 * TINY / n
    where = f"in an epoch on {n} samples in batches of {size}"
    if not moved.all():
        raise CheckFailed(f"{where} {_unused(used[moved], n, size)}.")
    require(not (used < 0).all(), "the weights move up the gradient: subtract it.")
    require(
        np.allclose(W, -TINY * used[:, np.newaxis] * errors, atol=1e-6 * TINY),
        "some sample does not move the weights as its features and its own label say: index X and "
        "labels by one batch, and take the data as it is.",
    )
    _compare_shares(np.sort(used), size, where)
    if "b" in run.parameters:
        close(
            run.parameters["b"] / TINY,
            -used @ errors,
            f"b {where}",
            rtol=1e-6,
            otherwise="move W and b by the same batches",
        )


def _unused(used: Array, n: int, size: int) -> str:
    """Return what is wrong where some samples are not used, from the shares of the others."""
    if n - len(used) == n % size and np.allclose(used, used[:1]):
        return "the short last batch is dropped: take a step on it as well"
    # each batch adds a share of 1: with as many batches as there should be, samples come again
    if used.sum() > -(-n // size) - 0.5:
        return (
            "some samples come twice and others never: cut one permutation, draw nothing with "
            "replacement"
        )
    return "some sample is not used: take a step on every batch"


def _compare_shares(got: Array, size: int, where: str) -> None:
    n, number = len(got), np.arange(len(got))
    full = min(n, size)
    rest = n % size if n > size else 0
    batches = -(-n // size)
    right = np.where(number < rest, 1 / (rest or 1), 1 / full)
    even = np.concatenate([np.full(len(p), 1 / len(p)) for p in np.array_split(number, batches)])
    close(
        got,
        np.sort(right),
        f"{where} what each sample adds to the weights",
        rtol=1e-6,
        mistakes={
            "is divided by batch_size in the short batch, too: divide by the samples that are "
            "in it": np.full(n, 1 / size),
            "is summed over the batch, or batch_size is not used: take the mean of each "
            "batch": np.ones(n),
            "is divided by all N samples: take a step on each batch, and divide by the samples in "
            "it": np.full(n, 1 / n),
            "comes from all samples in each step: take batch_size of them": np.full(n, batches / n),
            "comes from batches of even sizes: they are full but for the last": np.sort(even),
            "is doubled in the last batch: take each batch once": np.sort(
                right * np.where(number < (rest or full), 2, 1)
            ),
            "is that of a short batch joined to the one before: take a step on each": np.where(
                number < n - full - rest, 1 / full, 1 / (full + rest)
            )[::-1],
            "is doubled for samples that fill up the short batch: leave it short": (
                np.where(number < n - size + rest, 1, 2) / size
            ),
        },
        otherwise="use each sample once, in full batches and a short last one, and divide by the "
        "samples in the batch",
    )


def _require_one_after_another(
    descent: Descent, func: Function, x: Array, n: int, size: int, epochs: int
) -> None:
    many, one = copies(descent, func, x, n, size, epochs, learning_rate=0.7)
    _, first = copies(descent, func, x, 1, 1, 1, learning_rate=0.7)
    frozen = (
        "takes the gradients of all batches at the weights the epoch began with: update after each"
    )
    for name, value in many.parameters.items():
        close(
            value,
            one.parameters[name],
            f"{name} from {n} copies of one sample in batches of {size}",
            rtol=1e-8,
            # of one epoch alone, later ones begin with other weights
            mistakes={frozen: -(-n // size) * first.parameters[name]} if epochs == 1 else None,
            otherwise="it should be that of as many steps on the one sample: update after each "
            "batch, by its mean gradient",
        )
