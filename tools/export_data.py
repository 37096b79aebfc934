"""Write the files of `ce_helpers/data/`, once: data from scikit-learn's copies, and a classifier.

`python -m tools.export_data`; needs scikit-learn, which students do not. The files are
committed; this says where they come from.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn import datasets

from ce_helpers import data
from ce_helpers.reference.sgd import sgd
from tools.build import ROOT

FOLDER = ROOT / "ce_helpers" / "data"


def table(bunch: Any, header: list[str], fmt: list[str]) -> bytes:
    """Return features and label as CSV with a header."""
    rows = np.column_stack([bunch.data, bunch.target])
    pattern = ",".join(fmt)
    lines = [",".join(header), *(pattern % tuple(row) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def classifier() -> bytes:
    """Return the weights of one layer that was trained for long, the biases in the last row.

    A tenth is near enough, and says the same on every machine.
    """
    train, _ = data.train_test_split(data.digits(), **data.SPLIT)
    W, b, _ = sgd(train.X, train.labels, 10, learning_rate=1, epochs=200, batch_size=32, seed=1)
    header = ",".join(f"digit{digit}" for digit in range(10))
    rows = [",".join(f"{weight:.1f}" for weight in row) for row in (*W, b)]
    return ("\n".join([header, *rows]) + "\n").replace("-0.0", "0.0").encode()


def main() -> int:
    """Write iris.csv, digits.csv.gz and classifier.csv."""
    iris = datasets.load_iris()
    names = [name.replace(" (cm)", "").replace(" ", "_") + "_cm" for name in iris.feature_names]
    Path(FOLDER, "iris.csv").write_bytes(table(iris, [*names, "label"], ["%.1f"] * 4 + ["%d"]))
    digits = datasets.load_digits()
    pixels = [f"row{row}_column{column}" for row in range(8) for column in range(8)]
    content = table(digits, [*pixels, "label"], ["%d"] * 65)
    Path(FOLDER, "digits.csv.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    Path(FOLDER, "classifier.csv").write_bytes(classifier())
    return 0


if __name__ == "__main__":
    sys.exit(main())
