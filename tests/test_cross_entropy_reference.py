"""What the reference of 02_cross_entropy promises, and that other libraries agree with it."""

import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import log_loss

from ce_helpers.numeric import central_gradient, relative_error
from ce_helpers.reference.cross_entropy import (
    cce_gradient,
    cce_loss,
    cross_entropy,
    one_hot,
)

SHAPES = st.tuples(st.integers(1, 6), st.integers(2, 7))


@st.composite
def problems(draw, limit=30.0):
    """Return logits and soft targets of one shape."""
    shape = draw(SHAPES)
    Z = draw(arrays(np.float64, shape, elements=st.floats(-limit, limit)))
    weights = draw(arrays(np.float64, shape, elements=st.floats(0.01, 1.0)))
    return Z, weights / weights.sum(axis=1, keepdims=True)


@st.composite
def labelled(draw, limit=30.0):
    """Return logits and class labels."""
    Z, _ = draw(problems(limit))
    return Z, draw(arrays(np.int64, len(Z), elements=st.integers(0, Z.shape[1] - 1)))


@given(problems())
def test_loss_agrees_with_scipy(problem):
    """Log-softmax of SciPy, weighted and averaged, is the loss."""
    Z, Y = problem
    expected = -(Y * scipy.special.log_softmax(Z, axis=1)).sum() / len(Z)
    assert cce_loss(Z, Y) == pytest.approx(expected, rel=1e-10, abs=1e-14)


@given(problems())
def test_gradient_agrees_with_scipy(problem):
    """Softmax of SciPy minus the targets, over N, is the gradient."""
    Z, Y = problem
    expected = (scipy.special.softmax(Z, axis=1) - Y) / len(Z)
    np.testing.assert_allclose(cce_gradient(Z, Y), expected, rtol=1e-10, atol=1e-15)


@given(labelled(limit=8.0))
def test_loss_agrees_with_scikit_learn(problem):
    """log_loss of the probabilities is the loss of the logits."""
    Z, labels = problem
    A = scipy.special.softmax(Z, axis=1)
    expected = log_loss(labels, A, labels=np.arange(Z.shape[1]))
    assert cce_loss(Z, one_hot(labels, Z.shape[1])) == pytest.approx(expected, rel=1e-10, abs=1e-14)


@given(problems(limit=5.0))
@settings(max_examples=30, deadline=None)
def test_gradient_agrees_with_central_differences(problem):
    """The gradient is that of the loss."""
    Z, Y = problem
    measured = central_gradient(lambda logits: cce_loss(logits, Y), Z)
    assert relative_error(cce_gradient(Z, Y), measured, floor=1e-3) < 1e-6


@given(problems(limit=1e4))
def test_rows_of_the_gradient_sum_to_zero(problem):
    """Softmax and target both sum to 1."""
    np.testing.assert_allclose(cce_gradient(*problem).sum(axis=1), 0, atol=1e-12)


@pytest.mark.parametrize("gap", [0.0, 30.0, 745.0, 1e4])
def test_loss_is_exact_in_the_tail(gap):
    """The target's logit lies behind by the gap: the loss is log1p(e^-gap) + gap."""
    expected = np.log1p(np.exp(-gap)) + gap
    assert cce_loss([[gap, 0.0]], [[0.0, 1.0]]) == pytest.approx(expected, abs=1e-9)


@given(problems())
def test_cross_entropy_agrees_with_scipy(problem):
    """Entropy of p plus the divergence from q to p."""
    Z, P = problem
    Q = scipy.special.softmax(Z, axis=1)
    expected = scipy.stats.entropy(P, axis=1) + scipy.stats.entropy(P, Q, axis=1)
    np.testing.assert_allclose(cross_entropy(P, Q), expected, rtol=1e-10, atol=1e-13)


def test_cross_entropy_of_impossible_and_unbelieved():
    """0·log 0 is 0; a possible outcome that was ruled out costs infinitely much."""
    assert cross_entropy([0.0, 1.0], [0.0, 1.0]) == 0
    assert cross_entropy([0.5, 0.5], [0.0, 1.0]) == np.inf


def test_arguments_are_left_alone_and_float32_is_kept():
    """Read-only input works; the gradient has the dtype of the logits."""
    Z, Y = np.zeros((2, 3), dtype=np.float32), np.eye(3, dtype=np.float32)[:2]
    Z.flags.writeable = Y.flags.writeable = False
    assert cce_gradient(Z, Y).dtype == np.float32
    assert isinstance(cce_loss(Z, Y), float)
    assert cce_loss(Z, Y) == pytest.approx(np.log(3), rel=1e-6)


@pytest.mark.parametrize(
    ("Z", "Y", "words"),
    [
        (np.zeros(3), np.zeros((1, 3)), r"Z should have shape \(N, C\)"),
        (np.zeros((2, 3)), np.zeros((3, 2)), r"Y should have shape \(2, 3\)"),
        (np.full((1, 2), np.nan), np.ones((1, 2)), "Z .*NaN"),
        (np.zeros((0, 3)), np.zeros((0, 3)), "Z is empty"),
    ],
)
@pytest.mark.parametrize("function", [cce_loss, cce_gradient])
def test_bad_input_is_named(function, Z, Y, words):
    """The message names the argument and what was expected."""
    with pytest.raises(ValueError, match=words):
        function(Z, Y)


@pytest.mark.parametrize("labels", [[3], [-1], [0, 7]])
def test_labels_out_of_range_are_refused(labels):
    """Also where an index would take -1 for the last class."""
    with pytest.raises(ValueError, match="0..2"):
        one_hot(labels, 3)


@pytest.mark.peers
@pytest.mark.parametrize("shape", [(1, 2), (7, 5), (64, 100)])
@pytest.mark.parametrize("scale", [1.0, 10.0])
def test_pytorch_agrees(shape, scale):
    """Loss and gradient of cross_entropy, for labels and for probabilities, in float64."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(7)
    Z, labels = rng.normal(0, scale, shape), rng.integers(0, shape[1], shape[0])
    for target in (labels, rng.dirichlet(np.ones(shape[1]), shape[0])):
        logits = torch.tensor(Z, requires_grad=True)
        expected = torch.nn.functional.cross_entropy(logits, torch.tensor(target))
        expected.backward()
        Y = one_hot(target, shape[1]) if target.ndim == 1 else target
        assert cce_loss(Z, Y) == pytest.approx(expected.item(), rel=1e-10)
        np.testing.assert_allclose(cce_gradient(Z, Y), logits.grad.numpy(), rtol=1e-10, atol=1e-15)
