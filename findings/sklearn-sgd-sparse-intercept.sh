#!/usr/bin/env bash
# scikit-learn 1.9.1: SGDClassifier takes another path on the same numbers in a sparse matrix.
# 
# One epoch over four samples, in order, constant rate, no penalty: with a CSR matrix each step of the
# intercept is a hundredth of the dense one, so weights and intercept end elsewhere.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

X = np.array([[1.0, 0.0]])
for kind in (np.asarray, csr_matrix):
    model = SGDClassifier(loss="log_loss", learning_rate="constant", eta0=0.1, alpha=0.0, shuffle=False)
    model.partial_fit(kind(X), [1], classes=[0, 1])
    print(kind.__name__, "weight", model.coef_[0, 0], "intercept", model.intercept_[0])
CODE
diff - "$work/seen" <<'SEEN'
asarray weight 0.05 intercept 0.05
csr_matrix weight 0.05 intercept 0.0005
SEEN
echo "as described"
