#!/usr/bin/env bash
# scikit-learn 1.9.1: hinge_loss of a batch in which every label is +1 has its sign turned.
# 
# With labels +1, +1, +1 and decisions 2, 3, 0.5, only the last violates the margin: the mean is 0.5/3.
# Seen: 2.8333, the loss of the opposite labels, and naming both classes in `labels` changes nothing.
# With one label of -1 in the batch the value is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import numpy as np
from sklearn.metrics import hinge_loss

decisions = np.array([2.0, 3.0, 0.5])
opposite = np.maximum(0, 1 + decisions).mean()
print("by the formula", round(np.maximum(0, 1 - decisions).mean(), 4))
print("hinge_loss", round(hinge_loss([1, 1, 1], decisions), 4), "opposite", round(opposite, 4))
print("with labels", round(hinge_loss([1, 1, 1], decisions, labels=[-1, 1]), 4))
print("one of -1", round(hinge_loss([1, 1, -1], decisions * [1, 1, -1]), 4))
CODE
diff - "$work/seen" <<'SEEN'
by the formula 0.1667
hinge_loss 2.8333 opposite 2.8333
with labels 2.8333
one of -1 0.1667
SEEN
echo "as described"
