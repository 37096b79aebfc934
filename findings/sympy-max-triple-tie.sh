#!/usr/bin/env bash
# SymPy 1.14.0: the derivatives of a maximum at a triple tie add up to 3/2.
# 
# Max(a, b, c) grows with slope 1 along (1, 1, 1). Seen: each derivative is 1/2 at a = b = c; at a tie of
# two they are 1/2, 1/2 and 0, as a subgradient may be.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0
"$work/env/bin/python" - >"$work/seen" <<'CODE'
from sympy import Max, diff, symbols

letters = symbols("a b c", real=True)
slopes = [diff(Max(*letters), letter) for letter in letters]
for point in ((1, 1, 0), (1, 1, 1)):
    values = [slope.subs(dict(zip(letters, point, strict=True))) for slope in slopes]
    print(point, *values, "sum", sum(values))
CODE
diff - "$work/seen" <<'SEEN'
(1, 1, 0) 1/2 1/2 0 sum 1
(1, 1, 1) 1/2 1/2 1/2 sum 3/2
SEEN
echo "as described"
