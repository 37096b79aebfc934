"""The visible checks of 01_softmax, where the corpus of answers does not reach."""

import time

import numpy as np
import pytest
from sympy import KroneckerDelta

from ce_helpers import printed
from ce_helpers import softmax as check
from ce_helpers.checking import CheckFailed
from ce_helpers.softmax import jacobian, plots
from ce_helpers.softmax.symbolic import a, j, k


def right_vjp(A, G):
    return A * (G - np.sum(A * G, axis=-1, keepdims=True))


class Remote:
    """Stands for a function of another process: its memory is limited, and not seen from here."""

    __name__ = "softmax_vjp"

    def __init__(self, func, most):
        self.func, self.most, self.sizes = func, most, []

    def __call__(self, A, G):
        """Refuse what is too large."""
        self.sizes.append(A.shape[-1])
        if A.shape[-1] > self.most:
            raise MemoryError("Unable to allocate an array of that many entries")
        return self.func(A, G)


def test_a_jacobian_in_another_process_is_found_by_its_memory():
    """What it allocates cannot be counted, but it has to do without one of 2.3 GB."""
    with pytest.raises(CheckFailed, match=r"^softmax_vjp makes an array of C × C entries: one sum"):
        check.softmax_vjp_batch(Remote(right_vjp, most=10_000))
    check.softmax_vjp_batch(Remote(right_vjp, most=jacobian.MOST))


def test_loops_over_all_pairs_are_spared_the_many_classes():
    """They form no Jacobian, but would take minutes."""
    looping = Remote(lambda A, G: (time.sleep(0.005), right_vjp(A, G))[1], jacobian.MOST)
    check.softmax_vjp_batch(looping)
    assert max(looping.sizes) == jacobian.MORE


@pytest.mark.parametrize(
    "answer, words",
    [
        (a(2) * (1 - a(2)), "has the number 2 where k should stand"),
        (a(k) * (KroneckerDelta(j, k) - a(j)), "has the free indices k, j; expected k alone"),
    ],
)
def test_a_letter_that_is_missing_or_too_many_is_named(answer, words):
    """Either the notebook's letter was used for a number, or a second index is there."""
    with pytest.raises(CheckFailed, match=words):
        check.da_same(answer)


@pytest.mark.parametrize("func", [lambda z: None, lambda z: z[:2], lambda z: ["a"], 3])
def test_a_picture_of_no_right_shape_is_one_sentence(func):
    """No traceback through the drawing."""
    with pytest.raises(CheckFailed, match="to be drawn|expected a function"):
        plots.overflow(func)
    with pytest.raises(CheckFailed, match="to be drawn|expected a function"):
        plots.jacobian_by_scale(func, np.arange(4.0))


def test_measured_jacobians_are_right_to_rounding():
    """The complex step loses no digits: rows and columns add up to 0."""
    J = jacobian._measured_jacobian(np.array([0.5, -1.0, 2.0]))
    a = printed.softmax(np.array([0.5, -1.0, 2.0]))
    np.testing.assert_allclose(J, np.diag(a) - np.outer(a, a), rtol=1e-14)
