"""The reference of 01_softmax: identities, peers, dtypes, extremes and bad input."""

import warnings

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ce_helpers.numeric import central_jacobian, complex_step_gradient
from ce_helpers.reference.softmax import (
    log_softmax,
    logistic,
    softmax,
    softmax_jacobian,
    softmax_vjp,
)

EXACT = {"rtol": 1e-10, "atol": 1e-300}


def arrays(largest: float, min_dims: int = 1, max_dims: int = 3) -> st.SearchStrategy[np.ndarray]:
    """Float64 arrays of any small shape with entries up to the largest in size."""
    shapes = hnp.array_shapes(min_dims=min_dims, max_dims=max_dims, max_side=6)
    return hnp.arrays(np.float64, shapes, elements=st.floats(-largest, largest))


@given(arrays(1e4, min_dims=0))
def test_logistic_agrees_with_scipy(z: np.ndarray) -> None:
    """SciPy's expit gives the same, far tails included."""
    np.testing.assert_allclose(logistic(z), scipy.special.expit(z), **EXACT)


@given(arrays(1e4))
def test_softmax_agrees_with_scipy(z: np.ndarray) -> None:
    """SciPy's softmax over the last axis gives the same for any leading shape."""
    np.testing.assert_allclose(softmax(z), scipy.special.softmax(z, axis=-1), **EXACT)


@given(arrays(1e4))
def test_log_softmax_agrees_with_scipy(z: np.ndarray) -> None:
    """SciPy's log_softmax gives the same where softmax rounds to 0."""
    expected = scipy.special.log_softmax(z, axis=-1)
    np.testing.assert_allclose(log_softmax(z), expected, rtol=1e-10, atol=1e-12)


@given(arrays(1e4), st.floats(-1e4, 1e4))
def test_a_shift_changes_nothing(z: np.ndarray, shift: float) -> None:
    """softmax(z + c) is softmax(z), up to the rounding of z + c itself."""
    np.testing.assert_allclose(softmax(z + shift), softmax(z), atol=1e-10)


@given(arrays(30))
def test_rows_are_distributions(z: np.ndarray) -> None:
    """Every entry is positive and every row sums to 1."""
    a = softmax(z)
    assert (a > 0).all()
    np.testing.assert_allclose(a.sum(axis=-1), 1, rtol=1e-12)


@given(arrays(8, max_dims=1))
def test_jacobian_agrees_with_central_differences(z: np.ndarray) -> None:
    """Every entry is the measured slope; the matrix is symmetric with zero sums."""
    J = softmax_jacobian(z)
    np.testing.assert_allclose(J, central_jacobian(softmax, z), rtol=1e-6, atol=1e-9)
    np.testing.assert_array_equal(J, J.T)
    np.testing.assert_allclose(J.sum(axis=0), 0, atol=1e-15)


@given(arrays(8, min_dims=2, max_dims=2), st.integers(0, 2**32 - 1))
def test_vjp_is_the_jacobian_transposed_times_g(Z: np.ndarray, seed: int) -> None:
    """Row by row, without forming the Jacobian."""
    G = np.random.default_rng(seed).normal(size=Z.shape)
    expected = [softmax_jacobian(z).T @ g for z, g in zip(Z, G, strict=True)]
    np.testing.assert_allclose(softmax_vjp(softmax(Z), G), expected, rtol=1e-10, atol=1e-14)


def test_vjp_agrees_with_the_complex_step() -> None:
    """The gradient of w · softmax(z), to machine precision, by a third road."""
    rng = np.random.default_rng(7)
    z, w = rng.normal(size=5), rng.normal(size=5)
    measured = complex_step_gradient(lambda z: (w * np.exp(z)).sum() / np.exp(z).sum(), z)
    np.testing.assert_allclose(softmax_vjp(softmax(z)[None], w[None])[0], measured, rtol=1e-12)


def test_two_classes_are_the_logistic_function_of_the_difference() -> None:
    """softmax([s, 0])[0] is logistic(s)."""
    s = np.linspace(-40, 40, 17)
    pairs = np.stack([s, np.zeros_like(s)], axis=-1)
    np.testing.assert_allclose(softmax(pairs)[:, 0], logistic(s), rtol=1e-14)


@pytest.mark.parametrize("function", [logistic, softmax, log_softmax, softmax_jacobian])
class TestEveryFunctionOfLogits:
    """What holds for all functions of logits alike."""

    def test_is_quiet_at_ten_thousand(self, function) -> None:
        """No warning, nothing infinite, for one huge, one middling and one tiny logit."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            value = function(np.array([1e4, 3.0, -1e4]))
        assert np.isfinite(value).all()

    def test_keeps_float32(self, function) -> None:
        """float32 in, float32 out, close to the float64 value."""
        z = np.array([0.5, -2.0, 3.0], dtype=np.float32)
        assert function(z).dtype == np.float32
        np.testing.assert_allclose(
            function(z), function(z.astype(np.float64)), rtol=1e-5, atol=1e-6
        )

    @pytest.mark.parametrize("z", [[3, 0, -2], np.array([3, 0, -2], dtype=np.int8)])
    def test_computes_in_float64_for_integers(self, function, z) -> None:
        """Lists of integers and small integer types give the float64 value."""
        assert function(z).dtype == np.float64
        np.testing.assert_array_equal(function(z), function(np.array([3.0, 0.0, -2.0])))

    def test_leaves_its_argument_alone(self, function) -> None:
        """A read-only array works and is the same afterwards."""
        z = np.array([1.0, 2.0, 3.0])
        z.flags.writeable = False
        function(z)
        np.testing.assert_array_equal(z, [1.0, 2.0, 3.0])

    @pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
    def test_refuses_what_is_not_finite(self, function, bad: float) -> None:
        """NaN and infinity get a ValueError that names the argument."""
        with pytest.raises(ValueError, match="z"):
            function(np.array([0.0, bad]))

    @pytest.mark.parametrize("bad", [["a", "b"], None, [[1], [1, 2]], 1j])
    def test_refuses_what_is_no_number(self, function, bad) -> None:
        """Strings, None, ragged lists and complex numbers get a TypeError or ValueError."""
        with pytest.raises((TypeError, ValueError), match="z"):
            function(bad)

    def test_refuses_an_empty_array(self, function) -> None:
        """No logit, no answer."""
        with pytest.raises(ValueError, match="z"):
            function(np.empty(0))


@pytest.mark.parametrize("function", [softmax, log_softmax])
def test_softmax_of_a_number_is_refused(function) -> None:
    """Softmax needs the whole vector; a single number has no last axis."""
    with pytest.raises(ValueError, match="z"):
        function(1.0)


def test_jacobian_of_a_batch_is_refused() -> None:
    """The Jacobian takes one sample; the message shows the shape that came."""
    with pytest.raises(ValueError, match=r"z.*\(2, 3\)"):
        softmax_jacobian(np.zeros((2, 3)))


def test_vjp_of_different_shapes_is_refused() -> None:
    """A and G must match; the message names both shapes."""
    with pytest.raises(ValueError, match=r"G.*\(2, 3\).*\(2, 4\)"):
        softmax_vjp(np.full((2, 3), 1 / 3), np.zeros((2, 4)))


def test_vjp_keeps_float32() -> None:
    """float32 in, float32 out."""
    A = np.full((2, 4), 0.25, dtype=np.float32)
    assert softmax_vjp(A, A).dtype == np.float32


@pytest.mark.peers
@pytest.mark.parametrize("shape", [(3,), (4, 3), (2, 3, 5), (1, 1)])
@pytest.mark.parametrize("scale", [1.0, 30.0, 1e4])
def test_agrees_with_pytorch(shape: tuple[int, ...], scale: float) -> None:
    """PyTorch's softmax, log_softmax and sigmoid in float64, and its backward pass."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(3)
    z, g = rng.normal(0, scale, shape), rng.normal(size=shape)
    tensor = torch.tensor(z, requires_grad=True)
    a = torch.softmax(tensor, dim=-1)
    a.backward(torch.tensor(g))
    np.testing.assert_allclose(softmax(z), a.detach().numpy(), rtol=1e-10, atol=1e-300)
    logs = torch.log_softmax(tensor, dim=-1).detach().numpy()
    np.testing.assert_allclose(log_softmax(z), logs, rtol=1e-10, atol=1e-12)
    sigmoid = torch.sigmoid(tensor).detach().numpy()
    np.testing.assert_allclose(logistic(z), sigmoid, rtol=1e-10, atol=1e-300)
    if z.ndim == 2:
        np.testing.assert_allclose(
            softmax_vjp(softmax(z), g), tensor.grad.numpy(), rtol=1e-10, atol=1e-14
        )
