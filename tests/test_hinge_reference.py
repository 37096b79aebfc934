"""The hinge reference agrees with peers, with finite differences and with a second optimiser."""

import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from ce_helpers import data
from ce_helpers.numeric import central_gradient
from ce_helpers.reference.hinge import (
    hinge_gradient,
    hinge_gradient_sample,
    hinge_loss,
    svm_sgd,
)

RNG = np.random.default_rng(20260101)
NOTEBOOK = Path(__file__).parent.parent / "source" / "05_hinge.py"


def problem(n=7, d=4, c=5, rng=RNG):
    """Return random X, labels, W with an absent class."""
    labels = rng.integers(0, c - 1, size=n)
    return rng.normal(size=(n, d)), labels, rng.normal(size=(d, c))


def by_loops(X, labels, W, margin):
    """Return the loss as the sheet prints it."""
    terms = [
        max(0.0, W[:, j] @ x - W[:, y] @ x + margin)
        for x, y in zip(X, labels, strict=True)
        for j in range(W.shape[1])
        if j != y
    ]
    return sum(terms) / len(X)


problems = st.tuples(
    st.integers(1, 9), st.integers(1, 5), st.integers(2, 6), st.integers(0, 2**32 - 1)
).map(lambda s: problem(s[0], s[1], s[2], np.random.default_rng(s[3])))


@given(problems, st.floats(0, 5))
def test_loss_is_the_printed_sum(data_, margin):
    """Term by term, at any margin."""
    assert hinge_loss(*data_, margin) == pytest.approx(by_loops(*data_, margin), rel=1e-12)


@given(problems)
def test_loss_at_zero_weights_is_the_number_of_rivals(data_):
    """C − 1 at margin 1, whatever the data."""
    X, labels, W = data_
    assert hinge_loss(X, labels, 0 * W) == W.shape[1] - 1


@given(problems, st.floats(-3, 3))
def test_one_vector_added_to_all_columns_changes_nothing(data_, shift):
    """The loss sees differences of scores alone."""
    X, labels, W = data_
    assert hinge_loss(X, labels, W + shift) == pytest.approx(hinge_loss(X, labels, W), rel=1e-9)


@given(problems)
def test_columns_of_the_gradient_add_up_to_zero(data_):
    """What the violators push down, the true class is pushed up."""
    assert np.allclose(hinge_gradient(*data_).sum(axis=1), 0, atol=1e-12)


@given(problems)
def test_batch_gradient_is_the_mean_of_single_gradients(data_):
    """Also where a label is repeated."""
    X, labels, W = data_
    single = [hinge_gradient_sample(x, y, W) for x, y in zip(X, labels, strict=True)]
    np.testing.assert_allclose(
        hinge_gradient(X, labels, W), np.mean(single, axis=0), rtol=1e-10, atol=1e-12
    )


@given(problems)
def test_loss_lies_above_every_tangent(data_):
    """A convex function: the gradient, at kinks too, is a subgradient."""
    X, labels, W = data_
    other = np.random.default_rng(1).normal(size=W.shape)
    tangent = hinge_loss(X, labels, W) + np.vdot(hinge_gradient(X, labels, W), other - W)
    assert hinge_loss(X, labels, other) >= tangent - 1e-9


def test_gradient_agrees_with_centred_differences_off_the_kinks():
    """Within 1e-5, as no shortfall of these data is near 0."""
    X, labels, W = problem()
    numeric = central_gradient(lambda V: hinge_loss(X, labels, V), W, 1e-5)
    np.testing.assert_allclose(hinge_gradient(X, labels, W), numeric, rtol=1e-5, atol=1e-8)


def test_gradient_is_zero_exactly_at_the_kink():
    """The strict comparison takes the subgradient 0."""
    assert not hinge_gradient([[1.0]], [0], [[1.0, 0.0]]).any()
    assert hinge_gradient([[1.0]], [0], [[1.0, 1e-9]]).any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_float_type_is_kept_and_arguments_stay(dtype):
    """Read-only arrays are taken, and float32 stays float32."""
    X, labels, W = problem()
    X, W = X.astype(dtype), W.astype(dtype)
    for array in (X, labels, W):
        array.flags.writeable = False
    assert hinge_gradient(X, labels, W).dtype == dtype
    assert isinstance(hinge_loss(X, labels, W), float)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1.0], [0], np.zeros((1, 2))), "X"),
        (([[1.0]], [2], np.zeros((1, 2))), "labels"),
        (([[1.0]], [0], np.zeros(2)), "W"),
        (([[1.0, 2.0]], [0], np.zeros((1, 2))), "features"),
        (([[np.nan]], [0], np.zeros((1, 2))), "X"),
        ((np.zeros((0, 1)), [], np.zeros((1, 2))), "X|labels"),
    ],
)
def test_bad_input_is_named(arguments, message):
    """Rank, size, range and NaN."""
    for func in (hinge_loss, hinge_gradient):
        with pytest.raises(ValueError, match=message):
            func(*arguments)


@pytest.mark.parametrize("options", [{"batch_size": 0}, {"learning_rate": -1.0}])
def test_bad_options_of_training_are_named(options):
    """batch_size below 1, a learning rate that is not positive."""
    settings = {"learning_rate": 0.1, "epochs": 1, "batch_size": 2, **options}
    with pytest.raises(ValueError, match=next(iter(options))):
        svm_sgd(np.ones((3, 1)), [0, 1, 0], 2, **settings)


@pytest.mark.peers
def test_loss_and_gradient_agree_with_pytorch():
    """multi_margin_loss divides by C besides; times C it is ours, gradient included."""
    torch = pytest.importorskip("torch")
    for margin in (1.0, 0.4, 2.5):
        X, labels, W = problem(9, 3, 6)
        weights = torch.tensor(W, requires_grad=True)
        loss = W.shape[1] * torch.nn.functional.multi_margin_loss(
            torch.tensor(X) @ weights, torch.tensor(labels), margin=margin
        )
        loss.backward()
        assert hinge_loss(X, labels, W, margin) == pytest.approx(loss.item(), rel=1e-10)
        np.testing.assert_allclose(
            hinge_gradient(X, labels, W, margin), weights.grad.numpy(), rtol=1e-10, atol=1e-12
        )


def test_loss_and_gradient_agree_with_mygrad():
    """multiclass_hinge is the same loss, with the same mean."""
    mygrad = pytest.importorskip("mygrad")
    from mygrad.nnet.losses import multiclass_hinge

    X, labels, W = problem(8, 5, 4)
    weights = mygrad.tensor(W)
    loss = multiclass_hinge(mygrad.matmul(X, weights), labels)
    loss.backward()
    assert hinge_loss(X, labels, W) == pytest.approx(float(loss), rel=1e-10)
    np.testing.assert_allclose(hinge_gradient(X, labels, W), weights.grad, rtol=1e-10, atol=1e-12)


def optimum(X, labels, n_classes, l2):
    """Return the least penalised loss: a quadratic programme with a slack for every rival."""
    n, d = X.shape
    size = d * n_classes
    rivals = [(i, j) for i in range(n) for j in range(n_classes) if j != labels[i]]
    A = np.zeros((len(rivals), size + len(rivals)))
    for row, (i, j) in enumerate(rivals):
        block = np.zeros((d, n_classes))
        block[:, labels[i]] += X[i]
        block[:, j] -= X[i]
        A[row, :size], A[row, size + row] = block.ravel(), 1.0
    cost = np.r_[np.zeros(size), np.full(len(rivals), 1 / n)]
    pull = np.r_[np.full(size, l2), np.zeros(len(rivals))]
    found = minimize(
        lambda v: cost @ v + 0.5 * pull @ v**2,
        np.r_[np.zeros(size), np.ones(len(rivals))],
        jac=lambda v: cost + pull * v,
        method="SLSQP",
        bounds=[(None, None)] * size + [(0, None)] * len(rivals),
        constraints={"type": "ineq", "fun": lambda v: A @ v - 1, "jac": lambda v: A},
        options={"maxiter": 500, "ftol": 1e-12},
    )
    assert found.success
    return found.fun


def test_training_comes_within_a_thousandth_of_the_optimum():
    """Of a strongly convex problem, solved again as a quadratic programme."""
    rng = np.random.default_rng(4)
    X, labels = rng.normal(size=(12, 2)), np.arange(12) % 3
    _, history = svm_sgd(X, labels, 3, learning_rate=0.002, epochs=6000, batch_size=12, l2=0.5)
    best = optimum(X, labels, 3, 0.5)
    assert best - 1e-8 <= history[-1] <= best + 1e-3


def test_digits_are_learned():
    """At least 94 of 100 held-out digits are right after training with the notebook's settings."""
    train, held_out = data.train_test_split(data.digits(), held_out=1 / 4, seed=3)
    X, X_held_out = (np.column_stack([part.X, np.ones(len(part.X))]) for part in (train, held_out))
    W, _ = svm_sgd(X, train.labels, 10, learning_rate=0.03, epochs=25, batch_size=4, l2=1e-4)
    assert np.mean((X_held_out @ W).argmax(axis=1) == held_out.labels) >= 0.94


def test_given_softmax_weights_are_the_optimum():
    """The weights that the notebook sets beside the SVM's, found again with L-BFGS."""
    line = next(
        text
        for text in NOTEBOOK.read_text(encoding="utf-8").splitlines()
        if text.startswith("W_softmax = np.array(")
    )
    given_weights = np.array(ast.literal_eval(line.removeprefix("W_softmax = np.array(")[:-1]))
    train, _ = data.train_test_split(data.iris(), held_out=1 / 3, seed=0)
    X = np.column_stack([(train.X - train.X.mean(axis=0))[:, 2:], np.ones(len(train.X))])

    def loss(flat):
        W = flat.reshape(3, 3)
        Z = X @ W
        return np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(Z)), train.labels]) + (
            0.005 * np.vdot(W, W)
        )

    found = minimize(loss, np.zeros(9), method="L-BFGS-B", options={"ftol": 1e-14, "gtol": 1e-8})
    np.testing.assert_allclose(given_weights, found.x.reshape(3, 3), atol=2e-3)
