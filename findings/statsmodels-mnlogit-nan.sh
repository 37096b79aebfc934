#!/usr/bin/env bash
# statsmodels 0.15.0: the log likelihood of MNLogit is nan once any class rounds to probability 0.
# 
# Predictors of 600 for the last sample give the right value. From 750 on, the class that did not happen
# has probability 0 in double precision, and 0 log 0 makes the sum nan, although the true class has
# probability 1 and costs nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check statsmodels==0.15.0 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import warnings

import numpy as np
import statsmodels.api as sm

warnings.simplefilter("ignore")
model = sm.MNLogit([0, 1, 2], np.array([[0.0], [0.0], [1.0]]))
for predictor in (600.0, 750.0):
    value = model.loglike(np.array([[0.0, predictor]]))
    print("predictor", predictor, "seen", round(float(value), 4), "exactly", round(-2 * np.log(3), 4))
CODE
diff - "$work/seen" <<'SEEN'
predictor 600.0 seen -2.1972 exactly -2.1972
predictor 750.0 seen nan exactly -2.1972
SEEN
echo "as described"
