"""The reference of 03_sgd, against other routes to the same numbers."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import log_softmax

from ce_helpers.data import digits, iris, train_test_split
from ce_helpers.numeric import central_gradient
from ce_helpers.reference.sgd import loss_and_gradients, minibatches, predict, sgd

SIZES = st.tuples(st.integers(1, 7), st.integers(1, 5), st.integers(2, 6))


def problem(seed: int, n: int, d: int, c: int):
    """Draw X, soft targets, W and b."""
    rng = np.random.default_rng(seed)
    X, W, b = rng.normal(size=(n, d)), rng.normal(size=(d, c)), rng.normal(size=c)
    return X, rng.dirichlet(np.ones(c), size=n), W, b


@given(SIZES, st.integers(0, 2**31), st.floats(0, 3))
def test_loss_is_scipys(sizes, seed, l2):
    """The loss is the mean cross-entropy by SciPy's log_softmax, plus the penalty."""
    X, Y, W, b = problem(seed, *sizes)
    expected = -(Y * log_softmax(X @ W + b, axis=1)).sum() / len(X) + l2 / 2 * (W**2).sum()
    assert loss_and_gradients(X, Y, W, b, l2)[0] == pytest.approx(expected, rel=1e-10)


@settings(max_examples=25)
@given(SIZES, st.integers(0, 2**31), st.floats(0, 3))
def test_gradients_are_those_of_the_loss(sizes, seed, l2):
    """Both gradients agree with central differences of the loss."""
    X, Y, W, b = problem(seed, *sizes)
    _, dW, db = loss_and_gradients(X, Y, W, b, l2)
    by_w = central_gradient(lambda w: loss_and_gradients(X, Y, w, b, l2)[0], W)
    by_b = central_gradient(lambda v: loss_and_gradients(X, Y, W, v, l2)[0], b)
    np.testing.assert_allclose(dW, by_w, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(db, by_b, rtol=1e-6, atol=1e-8)


@pytest.mark.peers
@pytest.mark.parametrize("seed", range(5))
def test_loss_and_gradients_are_pytorchs(seed):
    """PyTorch's cross_entropy and autograd give the same loss and gradients."""
    torch = pytest.importorskip("torch")
    X, Y, W, b = problem(seed, 9, 4, 5)
    tensors = [torch.tensor(a) for a in (X, Y, W, b)]
    for tensor in tensors[2:]:
        tensor.requires_grad_()
    loss = torch.nn.functional.cross_entropy(tensors[0] @ tensors[2] + tensors[3], tensors[1])
    loss = loss + 0.15 * (tensors[2] ** 2).sum()
    loss.backward()
    expected = [t.detach().numpy() for t in (loss, tensors[2].grad, tensors[3].grad)]
    for got, right in zip(loss_and_gradients(X, Y, W, b, 0.3), expected, strict=True):
        np.testing.assert_allclose(got, right, rtol=1e-10, atol=1e-13)


@pytest.mark.peers
def test_training_follows_pytorchs_optimiser():
    """Given the same batches, torch.optim.SGD ends at the same weights."""
    torch = pytest.importorskip("torch")
    X, labels = iris().X, iris().labels
    W, b, _ = sgd(X, labels, 3, learning_rate=0.1, epochs=3, batch_size=32, seed=5)
    layer = torch.nn.Linear(4, 3).double()
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    optimiser, rng = torch.optim.SGD(layer.parameters(), lr=0.1), np.random.default_rng(5)
    for _ in range(3):
        for batch in minibatches(len(X), 32, rng):
            optimiser.zero_grad()
            scores, targets = layer(torch.tensor(X[batch])), torch.tensor(labels[batch])
            torch.nn.functional.cross_entropy(scores, targets).backward()
            optimiser.step()
    np.testing.assert_allclose(W, layer.weight.detach().numpy().T, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(b, layer.bias.detach().numpy(), rtol=1e-10, atol=1e-12)


@given(st.integers(1, 60), st.integers(1, 70), st.integers(0, 2**31))
def test_minibatches_hold_each_sample_once(n, batch_size, seed):
    """The batches are a permutation cut into pieces, all full but the last."""
    batches = list(minibatches(n, batch_size, np.random.default_rng(seed)))
    assert sorted(np.concatenate(batches)) == list(range(n))
    assert all(len(batch) == batch_size for batch in batches[:-1])
    assert 1 <= len(batches[-1]) <= batch_size


def test_minibatches_reach_every_order():
    """Over many draws each order of three samples occurs about equally often."""
    rng = np.random.default_rng(0)
    drawn = [tuple(np.concatenate(list(minibatches(3, 2, rng))).tolist()) for _ in range(3000)]
    counts = [drawn.count(order) for order in permutations(range(3))]
    assert min(counts) > 400
    assert max(counts) < 600


def test_history_begins_with_log_c_and_ends_with_the_returned_weights():
    """Before training every class has probability 1/C; the last entry is the final loss."""
    X, labels = iris().X, iris().labels
    W, b, history = sgd(X, labels, 3, learning_rate=0.1, epochs=4, batch_size=40, l2=0.2)
    assert len(history) == 5
    assert history[0] == pytest.approx(np.log(3), rel=1e-12)
    final = loss_and_gradients(X, np.eye(3)[labels], W, b, 0.2)[0]
    assert history[-1] == pytest.approx(final, rel=1e-12)


def test_a_seed_repeats_a_run_and_other_seeds_differ():
    """The seed decides the run."""

    def run(seed):
        return sgd(
            iris().X, iris().labels, 3, learning_rate=0.1, epochs=2, batch_size=7, seed=seed
        )[0]

    assert np.array_equal(run(3), run(3))
    assert not np.allclose(run(3), run(4))


def test_identical_samples_make_the_order_irrelevant():
    """Batches of 2, 2 and 1 copies of a sample are three steps on that sample."""
    X, labels = np.tile([[1.0, -2.0]], (5, 1)), np.ones(5, dtype=int)
    many = sgd(X, labels, 3, learning_rate=0.7, epochs=2, batch_size=2, l2=0.1)
    one = sgd(X[:1], labels[:1], 3, learning_rate=0.7, epochs=6, batch_size=1, l2=0.1)
    np.testing.assert_allclose(many[0], one[0], rtol=1e-12)
    np.testing.assert_allclose(many[2], one[2][::3], rtol=1e-12)


def test_float32_is_kept():
    """Data in float32 is trained in float32, and nearly to the same weights."""
    X, labels = iris().X, iris().labels
    W, b, _ = sgd(X.astype(np.float32), labels, 3, learning_rate=0.1, epochs=1, batch_size=150)
    assert (W.dtype, b.dtype) == (np.float32, np.float32)
    W64, _, _ = sgd(X, labels, 3, learning_rate=0.1, epochs=1, batch_size=150)
    np.testing.assert_allclose(W, W64, rtol=1e-4)


def lowest_loss(X, labels, n_classes, l2):
    """Return the least penalised loss, found by L-BFGS."""
    Y, d = np.eye(n_classes)[labels], X.shape[1]

    def objective(theta):
        W, b = theta[: d * n_classes].reshape(d, n_classes), theta[d * n_classes :]
        loss, dW, db = loss_and_gradients(X, Y, W, b, l2)
        return loss, np.concatenate([dW.ravel(), db])

    start = np.zeros((d + 1) * n_classes)
    found = minimize(
        objective,
        start,
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 5000, "ftol": 1e-14, "gtol": 1e-9},
    )
    return found.fun


@pytest.mark.parametrize(
    "data, rate, epochs, batch_size",
    [
        (iris(), 0.5, 1000, 150),
        (digits(), 0.5, 400, 599),
    ],
    ids=["iris", "digits"],
)
def test_training_converges_to_the_optimum_of_lbfgs(data, rate, epochs, batch_size):
    """The converged loss is within 1e-3 of the optimum that a second method finds."""
    X, l2, n_classes = data.X - data.X.mean(axis=0), 0.01, len(data.class_names)
    _, _, history = sgd(
        X, data.labels, n_classes, learning_rate=rate, epochs=epochs, batch_size=batch_size, l2=l2
    )
    best = lowest_loss(X, data.labels, n_classes, l2)
    assert best - 1e-9 <= history[-1] < best + 1e-3


def test_held_out_digits_are_recognised():
    """At least 95 % of the held-out digits are right."""
    train, held_out = train_test_split(digits(), held_out=1 / 4, seed=3)
    W, b, _ = sgd(train.X, train.labels, 10, learning_rate=0.5, epochs=20, batch_size=32)
    assert np.mean(predict(held_out.X, W, b) == held_out.labels) >= 0.95


def test_arguments_are_left_alone():
    """Read-only data is taken, integers too."""
    X, labels = np.arange(12).reshape(6, 2), np.array([0, 1, 2, 0, 1, 2])
    for array in (X, labels):
        array.flags.writeable = False
    W, b, _ = sgd(X, labels, 3, learning_rate=0.1, epochs=2, batch_size=4)
    assert W.dtype == np.float64
    assert predict(X, W, b).shape == (6,)


GOOD = {"learning_rate": 0.1, "epochs": 1, "batch_size": 2}
X3 = np.ones((3, 2))


@pytest.mark.parametrize(
    "X, labels, n_classes, options, words",
    [
        (X3[0], [0, 1, 1], 2, {}, "X"),
        (X3 * np.nan, [0, 1, 1], 2, {}, "X"),
        (X3, [0, 1], 2, {}, "labels"),
        (X3, [0, 1, 2], 2, {}, "labels"),
        (X3, [0, 1, -1], 2, {}, "labels"),
        (X3[:0], [], 2, {}, "X"),
        (X3, [0, 1, 1], 0, {}, "n_classes"),
        (X3, [0, 1, 1], 2, {"batch_size": 0}, "batch_size"),
        (X3, [0, 1, 1], 2, {"learning_rate": 0.0}, "learning_rate"),
        (X3, [0, 1, 1], 2, {"learning_rate": -1.0}, "learning_rate"),
        (X3, [0, 1, 1], 2, {"epochs": -1}, "epochs"),
        (X3, [0, 1, 1], 2, {"l2": -0.1}, "l2"),
    ],
)
def test_bad_input_is_named(X, labels, n_classes, options, words):
    """Each refusal names the argument that is at fault."""
    with pytest.raises(ValueError, match=words):
        sgd(X, labels, n_classes, **{**GOOD, **options})


@pytest.mark.parametrize(
    "change, words",
    [
        ({"Y": np.ones((3, 3))}, "Y"),
        ({"W": np.ones((3, 4))}, "W"),
        ({"b": np.ones(3)}, "b"),
        ({"X": np.ones(2)}, "X"),
        ({"W": np.full((2, 4), np.inf)}, "W"),
    ],
)
def test_mismatched_shapes_are_named(change, words):
    """A shape that does not fit is named, with what was expected."""
    arguments = {"X": X3, "Y": np.eye(4)[[0, 1, 2]], "W": np.ones((2, 4)), "b": np.ones(4)}
    with pytest.raises(ValueError, match=words):
        loss_and_gradients(**{**arguments, **change})
