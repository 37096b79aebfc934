#!/usr/bin/env bash
# LightGBM 4.7.0: the Hessian of the multiclass objective is C/(C - 1) a(1 - a), and not a(1 - a).
# 
# A pure leaf, from equal scores, at rate 1: with the diagonal of softmax's Hessian, the Newton step is
# (1 - 1/C) / (1/C (1 - 1/C)) = C. Seen: C - 1. The factor is 2, 3/2, 4/3 for 2, 3, 4 classes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check lightgbm==4.7.0 numpy==2.4.6 scipy==1.17.1
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import lightgbm
import numpy as np

options = {
    "objective": "multiclass", "boost_from_average": False, "learning_rate": 1.0, "verbose": -1,
    "min_data_in_leaf": 1, "min_sum_hessian_in_leaf": 0.0, "min_data_in_bin": 1,
}
for C in (2, 3, 4):
    labels = np.repeat(np.arange(C), 50)
    data = lightgbm.Dataset(labels.reshape(-1, 1).astype(float), labels)
    model = lightgbm.train({**options, "num_class": C, "num_leaves": C}, data, 1)
    step = model.predict(np.zeros((1, 1)), raw_score=True)[0, 0]
    print("C =", C, "Newton", C, "seen", round(step, 4), "factor", round(C / step, 4))
CODE
diff - "$work/seen" <<'SEEN'
C = 2 Newton 2 seen 1.0 factor 2.0
C = 3 Newton 3 seen 2.0 factor 1.5
C = 4 Newton 4 seen 3.0 factor 1.3333
SEEN
echo "as described"
