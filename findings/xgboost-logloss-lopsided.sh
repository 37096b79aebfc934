#!/usr/bin/env bash
# XGBoost 3.2.0: logloss charges the two ways of being wrong differently.
# 
# The cost of a margin z is |z| to many digits, whichever class is true. Seen: for class 0 and z = 17 it is
# 36.84 already, and stays there up to 1000; for class 1 and z = -20 it is 20: the float32 probability
# rounds to 1 on one side alone, and is then floored at 1e-16.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check xgboost-cpu==3.2.0 numpy==2.4.6 scipy==1.17.1
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import numpy as np
import xgboost

for margin, label in ((16, 0), (17, 0), (1000, 0), (-17, 1), (-20, 1)):
    data = xgboost.DMatrix(np.zeros((1, 1)), label=[label])
    data.set_base_margin([margin])
    options = {"objective": "binary:logistic", "eval_metric": "logloss", "eta": 0, "base_score": 0.5}
    cost = xgboost.train(options, data, 1).eval(data).split(":")[1]
    print("z =", margin, "true class", label, "cost", round(float(cost), 2))
CODE
diff - "$work/seen" <<'SEEN'
z = 16 true class 0 cost 15.94
z = 17 true class 0 cost 36.84
z = 1000 true class 0 cost 36.84
z = -17 true class 1 cost 17.0
z = -20 true class 1 cost 20.0
SEEN
echo "as described"
