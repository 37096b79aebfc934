#!/usr/bin/env bash
# SymPy 1.14.0: doit and lambdify disagree on a sum whose upper limit lies below the lower.
# 
# The sum of k over k = 1..n at n = -3. Seen: doit gives 3, by Karr's convention (the sum over -2..0 with
# a minus sign); the function that lambdify makes of the same sum gives 0, as an empty loop does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0
"$work/env/bin/python" - >"$work/seen" <<'CODE'
from sympy import Sum, lambdify, symbols

k, n = symbols("k n", integer=True)
total = Sum(k, (k, 1, n))
print("doit", total.subs(n, -3).doit(), "lambdify", lambdify(n, total)(-3))
CODE
diff - "$work/seen" <<'SEEN'
doit 3 lambdify 0
SEEN
echo "as described"
