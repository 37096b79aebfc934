#!/usr/bin/env bash
# PyTensor 3.0.7: the gradient of a maximum at a tie is 1 for every winner.
# 
# Along (1, 1, 1, 1) the maximum of (1, 1, 0, 1) grows with slope 1. Seen: the gradient (1, 1, 0, 1),
# whose slope in that direction is 3: no subgradient, and no one-sided derivative either.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check pytensor==3.0.7 numpy==2.4.6 scipy==1.17.1
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import numpy as np
import pytensor
import pytensor.tensor as T

pytensor.config.cxx = ""
v = T.dvector()
slope = pytensor.function([v], pytensor.grad(v.max(), v), mode="FAST_COMPILE")
seen = slope(np.array([1.0, 1.0, 0.0, 1.0]))
print("gradient", *seen, "slope along (1, 1, 1, 1)", seen.sum())
CODE
diff - "$work/seen" <<'SEEN'
gradient 1.0 1.0 0.0 1.0 slope along (1, 1, 1, 1) 3.0
SEEN
echo "as described"
