"""ONNX Runtime on the CPU, in float32: the operators of a model of one node."""

from typing import Any

import numpy as np
import onnxruntime
from onnx import TensorProto, helper

from libraries.calls import answers
from libraries.inputs import Array, labels_of


def run(operator: str, *inputs: Array, **attributes: Any) -> Array:
    """Return the output of one operator."""
    arrays = [a.astype(np.int64 if a.dtype.kind == "i" else np.float32) for a in inputs]
    kinds = [TensorProto.INT64 if a.dtype == np.int64 else TensorProto.FLOAT for a in arrays]
    names = [f"x{number}" for number in range(len(arrays))]
    node = helper.make_node(operator, names, ["out"], **attributes)
    described = [
        helper.make_tensor_value_info(name, kind, a.shape)
        for name, kind, a in zip(names, kinds, arrays, strict=True)
    ]
    out = helper.make_tensor_value_info("out", TensorProto.FLOAT, None)
    graph = helper.make_graph([node], "one", described, [out])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    return session.run(None, dict(zip(names, arrays, strict=True)))[0]


def loss(*inputs: Array, **attributes: Any) -> Array:
    """Return the operator's loss."""
    return run("SoftmaxCrossEntropyLoss", *inputs, reduction="mean", **attributes)


@answers("cross_entropy", "SoftmaxCrossEntropyLoss, reduction mean", "mean")
def cross_entropy(z: Array, y: Array) -> Any:
    return loss(z, labels_of(y)), None


@answers("weighted", "SoftmaxCrossEntropyLoss with weights", "÷ Σw")
def weighted(z: Array, y: Array, w: Array) -> Any:
    return loss(z, labels_of(y), w)


@answers("ignored", "SoftmaxCrossEntropyLoss, ignore_index −1", "÷ rows kept")
def ignored(z: Array, t: Array, keep: Array) -> Any:
    t[~keep] = -1
    return loss(z, t, ignore_index=-1)


@answers("binary", "Sigmoid of float32, then −log by hand", "")
def binary(z: Array, y: Array) -> Any:
    a = run("Sigmoid", z).astype(float)
    with np.errstate(divide="ignore"):
        return -np.log(np.where(y == 1, a, 1 - a)).mean(), None


@answers("sigmoid", "Sigmoid of float32", "")
def sigmoid(z: Array) -> Any:
    return run("Sigmoid", z)
