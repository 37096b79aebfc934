"""Arrays of small integers and truth values: the notebooks' own answers do not wrap."""

from typing import Any

import numpy as np
import pytest

from tools.build import ROOT, source_notebook
from tools.cells import run_tests

Z = np.array([[100, -100, 50], [-128, 127, 0], [3, 2, 1]])
ONE_HOT, B = np.eye(3), np.array([1, 2, 3])
X, W = np.array([[100, -100], [127, 3], [5, 6]]), np.array([[100, 2, -3], [4, -5, 100]])
LABELS = [2, 0, 1]
CALLS = {
    "01_softmax": {
        "logistic": (Z,),
        "softmax": (Z,),
        "log_softmax": (Z,),
        "softmax_jacobian": (Z[0],),
        "softmax_vjp": (ONE_HOT, Z),
    },
    "02_cross_entropy": {
        "cross_entropy": (ONE_HOT, ONE_HOT + 1),
        "cce_loss": (Z, ONE_HOT),
        "cce_gradient": (Z, ONE_HOT),
    },
    "03_sgd": {"loss_and_gradients": (X, ONE_HOT, W, B), "predict": (X, W, B)},
    "04_binary": {
        "bce_with_logits": (Z, ONE_HOT),
        "bce_gradient": (Z, ONE_HOT),
        "multilabel_loss": (Z, ONE_HOT),
        "multilabel_gradient": (Z, ONE_HOT),
    },
    "05_hinge": {
        "hinge_loss": (X, LABELS, W),
        "hinge_gradient_sample": (X[0], 2, W),
        "hinge_gradient": (X, LABELS, W),
    },
}


def parts(value: Any) -> list[Any]:
    return list(value) if isinstance(value, tuple) else [value]


def as_small(value: Any, dtype: type) -> Any:
    """Convert an array; labels, which are indices, stay as they are."""
    if not isinstance(value, np.ndarray):
        return value
    return (np.abs(value) if dtype == np.uint8 else value).astype(dtype)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", CALLS)
def test_small_integers_give_what_the_same_floats_give(name: str) -> None:
    """The negative of an int8 or a product of two may not fit its type; nothing warns."""
    space: dict[str, Any] = {}
    run_tests(source_notebook(ROOT / "source" / f"{name}.py"), space, {"given", "answer"})
    for answer, arrays in CALLS[name].items():
        for dtype in (np.int8, np.uint8, np.int16, np.bool_):
            small = [as_small(value, dtype) for value in arrays]
            got = space[answer](*small)
            wanted = space[answer](*[as_small(value, np.float64) for value in small])
            for one, other in zip(parts(got), parts(wanted), strict=True):
                np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12, err_msg=answer)
