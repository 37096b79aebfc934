#!/usr/bin/env bash
# mlxtend 0.25.0: SoftmaxRegression reports half the cross-entropy.
# 
# `cost_` of an epoch without a step is half of the mean of -log a of the true class.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check mlxtend==0.25.0 scikit-learn==1.9.1 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import numpy as np
from mlxtend.classifier import SoftmaxRegression

X, y = np.array([[0.0, 1], [1, 0], [1, 1], [2, 1]]), np.array([0, 1, 1, 0])
model = SoftmaxRegression(eta=0.0, epochs=1, minibatches=1, random_seed=1).fit(X, y)
cross_entropy = -np.log(model.predict_proba(X)[np.arange(4), y]).mean()
print("cost / cross-entropy", round(model.cost_[0] / cross_entropy, 6))
CODE
diff - "$work/seen" <<'SEEN'
cost / cross-entropy 0.5
SEEN
echo "as described"
