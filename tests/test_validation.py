"""Bad arguments raise ValueError or TypeError that name argument, shape and expectation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ce_helpers import validation as v

X, W, b = np.ones((4, 2)), np.ones((2, 3)), np.ones(3)


@pytest.mark.parametrize(
    "bad, error, words",
    [
        ([1.0, np.nan], ValueError, r"z of shape \(2,\) holds NaN"),
        ([-np.inf], ValueError, "infinity"),
        ([], ValueError, r"z is empty.*\(0,\)"),
        (np.ones((0, 3)), ValueError, r"\(0, 3\)"),
        (["a"], TypeError, "real numbers"),
        ([1j], TypeError, "complex"),
        ([None], TypeError, "object"),
        ([[1, 2], [3]], ValueError, "rectangular"),
    ],
)
def test_arrays_that_hold_no_finite_numbers_are_refused(bad, error, words):
    """The message names the argument and what it holds."""
    with pytest.raises(error, match=words) as raised:
        v.as_floats(bad, "z")
    assert str(raised.value).startswith("z ")


@given(hnp.arrays(st.sampled_from([np.int32, np.bool_, np.float16, np.float64]), (2, 3)))
def test_numbers_become_float64(array):
    """Integers, truth values and halves are computed with in double precision."""
    if np.isfinite(array).all():
        found = v.as_floats(array, "z")
        assert found.dtype == np.float64
        np.testing.assert_array_equal(found, array)


def test_float32_is_kept_and_float64_is_not_copied():
    """Precision is the caller's choice, and nothing is copied without need."""
    single, double = np.ones(3, np.float32), np.ones(3)
    assert v.as_floats(single, "z").dtype == np.float32
    assert v.as_floats(double, "z") is double


@pytest.mark.parametrize("shape", [(), (2,), (2, 2, 2)])
def test_an_array_has_as_many_axes_as_letters(shape):
    """The message shows the shape that came."""
    with pytest.raises(ValueError) as raised:
        v.arrays(Z=(np.ones(shape), "NC"))
    assert str(raised.value) == f"Z should have shape (N, C), but has shape {shape}"


def test_least_number_of_axes():
    """A scalar has no last axis."""
    assert v.as_floats(np.ones((2, 2)), "z", min_ndim=1).shape == (2, 2)
    with pytest.raises(ValueError, match=r"1 axes or more, has shape \(\)"):
        v.as_floats(1.0, "z", min_ndim=1)


@pytest.mark.parametrize("bad, error", [(0, ValueError), (-3, ValueError), (2.0, TypeError),
                                        ("2", TypeError), (None, TypeError)])  # fmt: skip
def test_counts_are_whole_and_at_least_one(bad, error):
    """batch_size < 1 and its like are refused by name."""
    with pytest.raises(error, match="batch_size should be"):
        v.positive_int(bad, "batch_size")


def test_counts_may_be_numpy_integers_and_have_another_minimum():
    """Steps may be 0; what is returned is a Python int."""
    assert type(v.positive_int(np.int64(3), "n")) is int
    assert v.count(0, "steps", minimum=0) == 0
    with pytest.raises(ValueError, match="at least 0, but is -1"):
        v.count(-1, "steps", minimum=0)


@pytest.mark.parametrize("bad", [0, 0.0, -1e-9, np.nan, np.inf])
def test_a_learning_rate_is_positive_and_finite(bad):
    """Zero, negative, NaN and infinite rates are refused by name."""
    with pytest.raises(ValueError, match="learning_rate"):
        v.positive(bad, "learning_rate")


def test_positive_and_non_negative_return_floats():
    """Zero is no rate, but a legal penalty."""
    assert v.positive(np.float32(0.5), "learning_rate") == 0.5
    assert type(v.non_negative(0, "l2")) is float
    with pytest.raises(ValueError, match="l2 should be 0 or more, but is -0.1"):
        v.non_negative(-0.1, "l2")
    with pytest.raises(ValueError, match=r"0 axes, but has shape \(2,\)"):
        v.positive([0.1, 0.2], "learning_rate")
    with pytest.raises(TypeError, match="learning_rate"):
        v.positive("fast", "learning_rate")


@given(st.lists(st.integers(0, 4), min_size=1), st.sampled_from([np.int8, np.uint16, np.int64]))
def test_labels_in_range_are_kept(labels, dtype):
    """Any integer type becomes an index type of the same values."""
    found = v.labels(np.array(labels, dtype), 5)
    assert found.dtype == np.intp and found.tolist() == labels


@given(st.lists(st.integers(0, 4), min_size=1), st.sampled_from([-1, 5, 99]), st.data())
def test_one_label_out_of_range_is_enough_to_be_refused(labels, bad, data):
    """Negative labels would count from the end without a word."""
    labels.insert(data.draw(st.integers(0, len(labels))), bad)
    with pytest.raises(ValueError, match=r"0\.\.4"):
        v.labels(labels, 5)


@pytest.mark.parametrize(
    "bad, error, words",
    [
        ([0.0, 1.0], TypeError, "float64"),
        ([True, False], TypeError, "bool"),
        (["a"], TypeError, "whole numbers"),
        ([[0, 1]], ValueError, r"\(1, 2\)"),
        ([], ValueError, r"N > 0, but have \(0,\)"),
        (1, ValueError, r"\(N,\)"),
        ([1, 2, 3], ValueError, "do they count from 1"),
        ([0, 3], ValueError, "reach from 0 to 3$"),
    ],
)
def test_labels_of_another_kind_or_shape_are_refused(bad, error, words):
    """The message names what came."""
    with pytest.raises(error, match=words):
        v.labels(bad, 3)


def test_samples_and_labels_have_one_length():
    """The message names N."""
    samples, labels = v.samples_and_labels(X, [0, 1, 2, 0], 3)
    assert samples.shape == (4, 2) and labels.shape == (4,)
    with pytest.raises(ValueError, match="length N = 4, but have 3"):
        v.samples_and_labels(X, [0, 1, 2], 3)


def test_logits_and_targets_have_one_shape_and_one_type():
    """(N, 1) against (N,) does not broadcast."""
    logits, targets = v.logits_and_targets(np.ones((2, 3), np.float32), np.eye(3)[:2])
    assert logits.dtype == targets.dtype == np.float32
    with pytest.raises(ValueError, match=r"Y should have shape \(2, 3\).*\(2, 2\)"):
        v.logits_and_targets(np.ones((2, 3)), np.ones((2, 2)))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_target_rows_sum_to_one_up_to_rounding(dtype):
    """Thousands of classes in float32 as well."""
    rows = np.random.default_rng(0).dirichlet(np.ones(5000), 3).astype(dtype)
    v.require_sums_of_one(rows, "Y")
    rows[1] *= dtype(1.001)
    with pytest.raises(ValueError, match=r"rows of Y should sum to 1, but row 1 sums to 1\.001"):
        v.logits_and_targets(np.zeros((3, 5000)), rows)


@pytest.mark.parametrize(
    "arguments, words",
    [
        ((X, W.T, b), r"W should have shape \(2, C\), but has shape \(3, 2\)"),
        ((X, W, b[:2]), r"b should have shape \(3,\), but has shape \(2,\)"),
        ((X, W, b[np.newaxis]), r"b should have shape \(3,\), but has shape \(1, 3\)"),
        ((X[0], W, b), r"X should have shape \(N, D\)"),
    ],
)
def test_the_arguments_of_a_linear_layer_fit_together(arguments, words):
    """Transposed weights and a bias of another size are named."""
    with pytest.raises(ValueError, match=words):
        v.arrays(**dict(zip("XWb", zip(arguments, ("ND", "DC", "C"), strict=True), strict=True)))
