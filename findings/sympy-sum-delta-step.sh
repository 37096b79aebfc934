#!/usr/bin/env bash
# SymPy 1.14.0: a sum over a delta with a step between its terms counts terms that are not there.
# 
# For odd j no k has 2k = j, so the sum of KroneckerDelta(2k, j) over k = 1..m is 0. Seen: doit gives a
# Piecewise that is 1 for every j from 2 to 2m.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0
"$work/env/bin/python" - >"$work/seen" <<'CODE'
from sympy import KroneckerDelta, Sum, symbols

j, k, m = symbols("j k m", integer=True, positive=True)
total = Sum(KroneckerDelta(2 * k, j), (k, 1, m)).doit()
print(total)
for number in (2, 3, 4, 5):
    print("j =", number, "seen", total.subs({m: 5, j: number}), "exactly", int(number % 2 == 0))
CODE
diff - "$work/seen" <<'SEEN'
Piecewise((1, (j >= 2) & (m >= j/2)), (0, True))
j = 2 seen 1 exactly 1
j = 3 seen 1 exactly 0
j = 4 seen 1 exactly 1
j = 5 seen 1 exactly 0
SEEN
echo "as described"
