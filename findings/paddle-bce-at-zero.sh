#!/usr/bin/env bash
# PaddlePaddle 3.3.1, CPU: the gradient of binary cross-entropy at a logit of exactly 0 is wrong by 1.
#
# It is s - y, so -0.5 at z = 0 and y = 1. Seen: -0.5 on both sides of 0, and -1.5 at 0, where a last
# layer that starts with zeros begins; with pos_weight = 1, which changes nothing, -0.5.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check paddlepaddle==3.3.1 numpy==2.4.6
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import paddle
import paddle.nn.functional as F

def gradient(z, **options):
    logit = paddle.to_tensor([z], dtype="float64", stop_gradient=False)
    target = paddle.ones([1], dtype="float64")
    F.binary_cross_entropy_with_logits(logit, target, **options).backward()
    return round(logit.grad.item(), 4)

for z in (-1e-9, 0.0, 1e-9):
    print("z =", z, "gradient", gradient(z))
print("z = 0.0, pos_weight = 1, gradient", gradient(0.0, pos_weight=paddle.ones([1], dtype="float64")))
CODE
diff - "$work/seen" <<'SEEN'
z = -1e-09 gradient -0.5
z = 0.0 gradient -1.5
z = 1e-09 gradient -0.5
z = 0.0, pos_weight = 1, gradient -0.5
SEEN
echo "as described"
