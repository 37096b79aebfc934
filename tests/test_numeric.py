"""Measured derivatives agree with exact ones, and disagree with wrong ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize, special

from ce_helpers.checking import CheckFailed
from ce_helpers.numeric import (
    central_gradient,
    central_jacobian,
    complex_step_gradient,
    gradient_check,
    relative_error,
)

moderate = st.floats(-5, 5, allow_subnormal=False)
vectors = hnp.arrays(np.float64, st.integers(1, 6), elements=moderate)


def softmax(z):
    return special.softmax(z)


@given(vectors)
def test_jacobian_of_softmax_is_the_formula(z):
    """Entry [k, j] is a_k (δ_jk − a_j)."""
    a = softmax(z)
    exact = np.diag(a) - np.outer(a, a)
    np.testing.assert_allclose(central_jacobian(softmax, z), exact, atol=1e-9)


@given(vectors)
def test_gradient_of_logsumexp_is_softmax(z):
    """∂ log Σ exp(z) = softmax(z)."""
    gradient = central_gradient(special.logsumexp, z)
    np.testing.assert_allclose(gradient, softmax(z), atol=1e-9)


@given(vectors)
def test_complex_step_is_exact_to_the_last_digits(z):
    """The complex step loses no digits to subtraction."""

    def f(x):
        return np.log(np.sum(np.exp(x)))

    np.testing.assert_allclose(complex_step_gradient(f, z), softmax(z), rtol=1e-14, atol=1e-300)


def test_central_difference_is_closer_than_a_one_sided_one():
    """The error of the centred difference is of order h², not h."""
    x = np.array([0.3, -1.2, 2.0])
    exact = softmax(x)
    centred = np.abs(central_gradient(special.logsumexp, x, h=1e-4) - exact).max()
    forward = optimize.approx_fprime(x, special.logsumexp, 1e-4)
    assert centred < 1e-8 < np.abs(forward - exact).max()


@pytest.mark.parametrize("h", [1e-1, 1e-2])
def test_a_given_step_is_the_one_that_is_taken(h):
    """The error is h² f‴/6 with the step that was asked for."""
    error = float(central_gradient(lambda x: np.exp(x[0]), [0.0], h)[0]) - 1
    assert error == pytest.approx(h**2 / 6, rel=1e-2)


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 1, 4)])
def test_jacobian_has_shape_of_output_then_input(shape):
    """Shapes are f(x).shape + x.shape, scalars included."""
    x = np.linspace(0.5, 1.5, int(np.prod(shape))).reshape(shape)
    jacobian = central_jacobian(lambda v: np.stack([v.sum(), (v**2).sum()]), x)
    assert jacobian.shape == (2, *shape)
    np.testing.assert_allclose(jacobian[0], np.ones(shape), atol=1e-9)
    np.testing.assert_allclose(jacobian[1], 2 * x, atol=1e-9)


@pytest.mark.parametrize("dtype", [int, np.float32, np.float64])
def test_integers_and_float32_are_differentiated_in_float64(dtype):
    """The step is not lost to a coarse or whole-numbered type."""
    x = np.array([1, 2, 3], dtype=dtype)
    gradient = central_gradient(lambda v: (v**2).sum(), x)
    np.testing.assert_allclose(gradient, [2, 4, 6], atol=1e-9)
    assert gradient.dtype == np.float64


@pytest.mark.parametrize("size", [1e-8, 1.0, 1e4, 1e8])
def test_step_grows_with_the_argument(size):
    """Relative accuracy holds for large arguments as for small ones."""
    gradient = central_gradient(lambda x: float(x[0] ** 2), [size])
    assert gradient[0] == pytest.approx(2 * size, rel=1e-6, abs=1e-9)


def test_arguments_are_left_alone():
    """Read-only input works, and the caller's array does not change."""
    x = np.array([1.0, 2.0])
    x.flags.writeable = False
    central_jacobian(lambda v: v * 2, x)
    complex_step_gradient(lambda v: v.sum(), x)
    np.testing.assert_array_equal(x, [1.0, 2.0])


def test_a_function_that_returns_a_view_of_its_argument_is_measured_right():
    """Both evaluations have arrays of their own."""
    np.testing.assert_allclose(central_jacobian(lambda v: v, [1.0, 2.0]), np.eye(2), atol=1e-9)


@pytest.mark.parametrize("h", [0, -1e-5, float("nan")])
def test_a_step_that_is_not_positive_is_refused(h):
    """ValueError names the step."""
    with pytest.raises(ValueError, match="h should be positive"):
        central_jacobian(np.exp, [0.0], h)


@pytest.mark.parametrize("x", [[np.nan, 1.0], [np.inf]])
def test_a_point_that_is_not_finite_is_refused(x):
    """ValueError names the argument and its shape."""
    with pytest.raises(ValueError, match=r"x of shape .* NaN or infinity"):
        central_gradient(np.sum, x)


def test_gradient_of_an_array_function_is_refused():
    """ValueError shows the shape that came."""
    with pytest.raises(ValueError, match=r"returns an array of shape \(2,\)"):
        central_gradient(lambda x: x, [1.0, 2.0])


@given(vectors, st.floats(1e-3, 10))
def test_relative_error_is_symmetric_and_zero_for_equal_arrays(a, shift):
    """It is a distance between arrays of one shape, and not more than 2."""
    assert relative_error(a, a) == 0
    error = relative_error(a, a + shift)
    assert error == relative_error(a + shift, a)
    assert 0 < error


def test_relative_error_is_of_the_worst_entry():
    """One wrong entry among right ones counts whole."""
    assert relative_error([1.0, 4.0, 1.0], [1.0, 3.0, 1.0]) == pytest.approx(0.25)
    assert relative_error([], []) == 0
    assert relative_error([1e-12], [0.0]) == pytest.approx(1e-4)


def test_relative_error_shows_both_shapes():
    """Broadcasting would hide a wrong shape."""
    with pytest.raises(ValueError, match=r"\(2, 1\).*\(2,\)"):
        relative_error([[1.0], [2.0]], [1.0, 2.0])


def loss(z):
    return special.logsumexp(z) - z[0]


LOGITS = np.array([0.5, -1.0, 2.0])
RIGHT = special.softmax(LOGITS) - [1, 0, 0]


def test_gradient_check_prints_both_sides_and_returns_the_error(capsys):
    """Each row has the entry, the derived and the measured slope."""
    assert gradient_check(loss, RIGHT, LOGITS) < 1e-8
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 4 and "derived" in rows[0] and "measured" in rows[0]
    for row, value in zip(rows[1:], RIGHT, strict=True):
        _, derived, measured, _ = row.split()
        assert float(derived.rstrip(",")) == pytest.approx(value, rel=1e-4)
        assert float(measured) == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize(
    "wrong", [-RIGHT, 3 * RIGHT, RIGHT + [0, 1e-4, 0], special.softmax(LOGITS)]
)
def test_gradient_check_fails_on_a_wrong_gradient(wrong, capsys):
    """The sign, a factor, one entry or a missing target are found, and shown."""
    with pytest.raises(CheckFailed, match="my gradient differs from the measured slope"):
        gradient_check(loss, wrong, LOGITS, name="my gradient")
    assert "derived" in capsys.readouterr().out


def test_gradient_check_names_a_wrong_shape():
    """A column is not a row."""
    with pytest.raises(CheckFailed, match=r"shape \(3, 1\).*\(3,\)"):
        gradient_check(loss, RIGHT[:, np.newaxis], LOGITS)


def test_gradient_check_shows_the_entries_that_differ_most(capsys):
    """Of many entries six are shown, the wrong one among them."""
    x = np.arange(1.0, 41.0).reshape(8, 5)
    wrong = 2 * x
    wrong[6, 3] += 1
    with pytest.raises(CheckFailed):
        gradient_check(lambda v: (v**2).sum(), wrong, x)
    printed = capsys.readouterr().out
    assert "(6, 3)" in printed and len(printed.splitlines()) == 8 and "of 40" in printed
