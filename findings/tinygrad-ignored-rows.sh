#!/usr/bin/env bash
# tinygrad 0.14.0: the default ignore_index of cross-entropy ignores a row, and still counts it.
#
# Two rows of equal logits over four classes cost log 4 each. Seen: with one row ignored the mean is log 4
# for ignore_index=3, and half of it for the label -1, which is the default; with smoothing, a row
# that is ignored by default costs something again.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check tinygrad==0.14.0
DEV=PYTHON "$work/env/bin/python" - >"$work/seen" <<'CODE'
from math import log

from tinygrad import Tensor

def loss(ignored, **options):
    logits, labels = Tensor([[0.0, 0, 0, 0]] * 2), Tensor([0, ignored])
    return round(logits.sparse_categorical_crossentropy(labels, **options).item() / log(4), 4)

print("mean / log 4 with ignore_index=3:", loss(3, ignore_index=3))
print("mean / log 4 with the default, -1:", loss(-1))
print("the same, with label_smoothing=0.5:", loss(3, ignore_index=3, label_smoothing=0.5), loss(-1, label_smoothing=0.5))
CODE
diff - "$work/seen" <<'SEEN'
mean / log 4 with ignore_index=3: 1.0
mean / log 4 with the default, -1: 0.5
the same, with label_smoothing=0.5: 1.0 0.75
SEEN
echo "as described"
