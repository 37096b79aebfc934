#!/usr/bin/env bash
# thinc 9.1.1: the loss that CategoricalCrossentropy returns is no cross-entropy.
# 
# Two rows of probabilities with one-hot targets have a mean cross-entropy of 0.7803. Seen: 0.25, the
# sum of the squares of (a - y)/N. The gradient, (a - y)/N, is the right one with respect to the logits,
# although probabilities are handed in.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check thinc==9.1.1 numpy==2.4.6
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import numpy as np
from thinc.api import CategoricalCrossentropy

a = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]], dtype="float32")
y = np.array([[1, 0, 0], [0, 1, 0]], dtype="float32")
gradient, loss = CategoricalCrossentropy()(a, y)
print("cross-entropy", round(float(-(y * np.log(a)).sum() / 2), 4))
print("returned", round(float(loss), 4), "squares", round(float((((a - y) / 2) ** 2).sum()), 4))
print("gradient is (a - y)/N", np.allclose(gradient, (a - y) / 2))
CODE
diff - "$work/seen" <<'SEEN'
cross-entropy 0.7803
returned 0.25 squares 0.25
gradient is (a - y)/N True
SEEN
echo "as described"
