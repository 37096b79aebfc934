#!/usr/bin/env bash
# MLX 0.32.4: the derivative of a hinge at its kink depends on the order of the arguments.
# 
# maximum(z, 0) and maximum(0, z) are one function. Seen: derivative 0 and 1 at z = 0; the second
# argument gets the whole gradient of a tie.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check "mlx[cpu]==0.32.4"
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import mlx.core as mx

mx.set_default_device(mx.cpu)
zero = mx.array(0.0)
print("maximum(z, 0)", mx.grad(lambda z: mx.maximum(z, 0.0))(zero).item())
print("maximum(0, z)", mx.grad(lambda z: mx.maximum(0.0, z))(zero).item())
CODE
diff - "$work/seen" <<'SEEN'
maximum(z, 0) 0.0
maximum(0, z) 1.0
SEEN
echo "as described"
