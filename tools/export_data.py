"""Write the two data sets of `ce_helpers/data/` from scikit-learn's copies, once.

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

from tools.build import ROOT

FOLDER = ROOT / "ce_helpers" / "data"


def table(bunch: Any, header: list[str], fmt: list[str]) -> bytes:
    """Return features and label as CSV with a header."""
    rows = np.column_stack([bunch.data, bunch.target])
    pattern = ",".join(fmt)
    lines = [",".join(header), *(pattern % tuple(row) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def main() -> int:
    """Write iris.csv and digits.csv.gz, the same bytes each time."""
    iris = datasets.load_iris()
    names = [name.replace(" (cm)", "").replace(" ", "_") + "_cm" for name in iris.feature_names]
    Path(FOLDER, "iris.csv").write_bytes(table(iris, [*names, "label"], ["%.1f"] * 4 + ["%d"]))
    digits = datasets.load_digits()
    pixels = [f"row{row}_column{column}" for row in range(8) for column in range(8)]
    content = table(digits, [*pixels, "label"], ["%d"] * 65)
    Path(FOLDER, "digits.csv.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
