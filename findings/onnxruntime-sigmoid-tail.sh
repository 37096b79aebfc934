#!/usr/bin/env bash
# ONNX Runtime 1.32.0, CPU: the sigmoid of a float32 is not monotonic in the tail, and 0 from -18 on.
# 
# float32 holds exp(-18) = 1.5e-8 to seven digits. Seen: sigmoid(-15) 17 % too large, sigmoid(-16) less
# than sigmoid(-17), 0 at -18: the binary cross-entropy of such a probability is infinite.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check onnxruntime==1.32.0 onnx==1.23.2 numpy==2.4.6
"$work/env/bin/python" - >"$work/seen" <<'CODE'
import numpy as np
import onnxruntime
from onnx import TensorProto, helper

ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None]) for name in "xy"]
graph = helper.make_graph([helper.make_node("Sigmoid", ["x"], ["y"])], "g", ends[:1], ends[1:])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
z = np.array([-15, -16, -17, -18], dtype="float32")
(seen,) = session.run(None, {"x": z})
exact = 1 / (1 + np.exp(-z.astype("float64")))
print("15: off by", round(100 * abs(seen[0] / exact[0] - 1)), "%")
print("sigmoid(-16) < sigmoid(-17)", bool(seen[1] < seen[2]))
print("sigmoid(-18)", float(seen[3]), "exactly", f"{exact[3]:.1e}", "representable", exact[3] > np.finfo("float32").tiny)
CODE
diff - "$work/seen" <<'SEEN'
15: off by 17 %
sigmoid(-16) < sigmoid(-17) True
sigmoid(-18) 0.0 exactly 1.5e-08 representable True
SEEN
echo "as described"
