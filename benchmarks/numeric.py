"""The reference implementations against PyTorch (eager, one thread) and SciPy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

Work = Callable[[], object]
SIZES = ((32, 10), (4096, 1000))
THREADS = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "MKL", "OPENBLAS")}


def paired(ours: Work, theirs: Work, runs: int) -> dict[str, list[float]]:
    """Time two pieces of work in turn; return quartiles in ms and of the ratio."""
    ours(), theirs()
    start = time.perf_counter()
    ours()
    repeat = max(1, int(0.005 / (time.perf_counter() - start)))
    times = np.array([[timed(work, repeat) for work in (ours, theirs)] for _ in range(runs)])
    quartiles = [25, 50, 75]
    return {
        "ours": np.percentile(times[:, 0], quartiles).tolist(),
        "theirs": np.percentile(times[:, 1], quartiles).tolist(),
        "ratio": np.percentile(times[:, 0] / times[:, 1], quartiles).tolist(),
    }


def timed(work: Work, repeat: int) -> float:
    """Return the milliseconds of one call."""
    start = time.perf_counter()
    for _ in range(repeat):
        work()
    return (time.perf_counter() - start) / repeat * 1e3


def pairs(shape: tuple[int, int], dtype: str) -> dict[str, tuple[Work, Work]]:
    """Return (ours, theirs) of the functions of one batch of logits."""
    import scipy.special
    import torch

    from ce_helpers.reference.cross_entropy import cce_gradient, cce_loss, one_hot
    from ce_helpers.reference.softmax import log_softmax, softmax

    rng = np.random.default_rng(0)
    Z = rng.normal(size=shape).astype(dtype)
    labels = rng.integers(shape[1], size=shape[0])
    Y = one_hot(labels, shape[1])
    T, target = torch.from_numpy(Z), torch.from_numpy(labels)
    leaf = T.clone().requires_grad_()

    def backward() -> object:
        leaf.grad = None
        torch.nn.functional.cross_entropy(leaf, target).backward()
        return leaf.grad

    np.testing.assert_allclose(cce_gradient(Z, Y), backward(), atol=1e-6)
    return {
        "softmax / torch": (lambda: softmax(Z), lambda: torch.softmax(T, 1)),
        "softmax / scipy": (lambda: softmax(Z), lambda: scipy.special.softmax(Z, axis=1)),
        "log_softmax / scipy": (
            lambda: log_softmax(Z), lambda: scipy.special.log_softmax(Z, axis=1)),
        "cce loss and gradient / torch": (
            lambda: (cce_loss(Z, Y), cce_gradient(Z, Y)), backward),
    }  # fmt: skip


def hinge(shape: tuple[int, int], dtype: str) -> tuple[Work, Work]:
    """Return the hinge loss with its gradient, forward and backward; 64 features."""
    import torch

    from ce_helpers.reference.hinge import hinge_gradient, hinge_loss

    rng = np.random.default_rng(0)
    n, c = shape
    X, W = rng.normal(size=(n, 64)).astype(dtype), rng.normal(size=(64, c)).astype(dtype)
    labels = rng.integers(c, size=n)
    T, target = torch.from_numpy(X), torch.from_numpy(labels)
    leaf = torch.from_numpy(W).requires_grad_()

    def theirs() -> object:
        leaf.grad = None
        # PyTorch divides by the number of classes, the notes do not
        (c * torch.nn.functional.multi_margin_loss(T @ leaf, target)).backward()
        return leaf.grad

    def ours() -> object:
        return hinge_loss(X, labels, W), hinge_gradient(X, labels, W)

    np.testing.assert_allclose(hinge_gradient(X, labels, W), theirs(), rtol=1e-3, atol=1e-3)
    return ours, theirs


def epoch(dtype: str) -> tuple[Work, Work]:
    """Return one SGD epoch on the digits, ours and PyTorch's."""
    import torch

    from ce_helpers.data import digits
    from ce_helpers.reference.sgd import sgd

    data = digits()
    X, labels = data.X.astype(dtype), data.labels
    T, target = torch.from_numpy(X), torch.from_numpy(np.asarray(labels, dtype=np.int64))

    def theirs() -> object:
        model = torch.nn.Linear(X.shape[1], 10, dtype=T.dtype)
        optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
        for batch in torch.randperm(len(T)).split(32):
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(model(T[batch]), target[batch]).backward()
            optimiser.step()
        return model

    return lambda: sgd(X, labels, 10, learning_rate=0.1, epochs=1, batch_size=32), theirs


def passes(shape: tuple[int, int], dtype: str, runs: int) -> dict[str, float]:
    """Return the median milliseconds of each pass of NumPy over the logits, and of PyTorch's all.

    What is written goes where something was before: fresh memory would cost more.
    """
    import torch

    Z = np.random.default_rng(0).normal(size=shape).astype(dtype)
    T, maxima, E = torch.from_numpy(Z), Z.max(axis=-1, keepdims=True), np.empty_like(Z)
    np.exp(Z - maxima, out=E)
    shifted, sums, out = Z - maxima, E.sum(axis=-1, keepdims=True), np.empty_like(Z)
    steps: dict[str, Work] = {
        "all finite?": lambda: np.isfinite(Z).all(),
        "maximum": lambda: Z.max(axis=-1, keepdims=True),
        "difference": lambda: np.subtract(Z, maxima, out=out),
        "exponential": lambda: np.exp(shifted, out=out),
        "sum": lambda: E.sum(axis=-1, keepdims=True),
        "quotient": lambda: np.divide(E, sums, out=out),
        "PyTorch": lambda: torch.softmax(T, 1),
    }
    times = [[timed(work, 1) for work in steps.values()] for _ in range(runs)]
    return dict(zip(steps, np.median(times, axis=0).tolist(), strict=True))


def measure_all(quick: bool) -> dict[str, Any]:
    """Measure everything in this process, which must have one thread."""
    import torch

    torch.set_num_threads(1)
    rows, runs = [], 3 if quick else 31
    for dtype in ("float64", "float32"):
        for shape in SIZES[:1] if quick else SIZES:
            for name, (ours, theirs) in pairs(shape, dtype).items():
                row = {"name": name, "dtype": dtype, "size": str(shape)}
                rows.append({**row, **paired(ours, theirs, runs)})
            row = {"name": "hinge loss and gradient / torch", "dtype": dtype, "size": str(shape)}
            rows.append({**row, **paired(*hinge(shape, dtype), runs)})
        row = {"name": "SGD epoch / torch", "dtype": dtype, "size": "digits, batch 32"}
        rows.append({**row, **paired(*epoch(dtype), runs)})
    types = ("float64", "float32")
    return {"rows": rows, "passes": {dtype: passes(SIZES[-1], dtype, runs) for dtype in types}}


def run(quick: bool) -> dict[str, Any]:
    """Measure in a fresh process with one thread."""
    command = [sys.executable, "-m", "benchmarks.numeric", *(["--quick"] if quick else [])]
    env = {**os.environ, **THREADS}
    result = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(result.stdout)
    return found


if __name__ == "__main__":
    print(json.dumps(measure_all("--quick" in sys.argv)))
