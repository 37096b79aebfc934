"""Data of other types, read-only and in another layout, which training takes and leaves alone."""

from __future__ import annotations

from typing import Any

import numpy as np

from ce_helpers.calls import require_fresh
from ce_helpers.checking import Function, require
from ce_helpers.closeness import close
from ce_helpers.descent.runs import Data, Descent, same, samples


def check_inputs(descent: Descent, func: Function, rng: np.random.Generator) -> None:
    """Check that integers, float32 and read-only arrays are taken and left as they were.

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
        If the training fails on such data, changes it, or ends elsewhere.
    """
    X, labels, n_classes = samples(rng, 6, 3, 4)
    seen = []
    for data in (
        Data(np.rint(2 * X).astype(int), labels.astype(np.int32), n_classes),
        Data(X.astype(np.float32), labels, n_classes),
        Data(np.asfortranarray(X), labels, n_classes),
    ):
        options: dict[str, Any] = {"learning_rate": 0.1, "epochs": 2}
        plain = data._replace(X=data.X.astype(np.float64), labels=labels)
        seen.append(descent.run(func, plain, **options).parameters)
        descent.run(func, data, pure=True, batch_size=4, **options)
        for array in data[:2]:
            array.flags.writeable = False
        got = descent.run(func, data, pure=True, **options).parameters
        single = data.X.dtype == np.float32
        for name, value in got.items():
            close(
                value,
                seen[-1][name],
                f"{name} for data of type {data.X.dtype}",
                rtol=1e-4 if single else 1e-9,
                atol=1e-5 if single else 1e-12,
                otherwise="it should be that of the same numbers as float64",
            )
    require_fresh(func, plain, plain._replace(X=-plain.X), batch_size=6, **options)
    require(not same(seen[0], seen[-1]), f"{descent.name} returns the same whatever the data.")
