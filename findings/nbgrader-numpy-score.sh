#!/usr/bin/env bash
# nbgrader 0.9.6 with NumPy 2: a test cell that ends in a NumPy score of 0 gets full points.
# 
# A test cell may end in a number, which is then its score. It is read from the cell's printed text, and
# NumPy 2 prints a scalar as np.float64(0.0), which is no number: the cell counts as passed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 numpy==2.4.6
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import nbformat
import numpy as np
from nbgrader.utils import determine_grade

cell = nbformat.v4.new_code_cell("score")
cell.metadata["nbgrader"] = {
    "grade": True, "points": 2, "solution": False, "locked": True, "task": False,
    "grade_id": "test", "schema_version": 3, "cell_type": "code",
}
for score in (0.0, np.float64(0.0), np.float64(1.5)):
    data = {"text/plain": repr(score)}
    cell.outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)]
    print(repr(score), "gets", *determine_grade(cell)[:1], "of 2")
CODE
diff - "$work/seen" <<'SEEN'
0.0 gets 0.0 of 2
np.float64(0.0) gets 2.0 of 2
np.float64(1.5) gets 2.0 of 2
SEEN
echo "as described"
