"""The reference of 04_binary against other libraries and against its own laws."""

from collections.abc import Callable

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
import scipy.optimize
import scipy.special
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from ce_helpers.numeric import central_gradient
from ce_helpers.reference import binary as reference

Array = NDArray[np.float64]
FAR = np.array([-1e4, -745.2, -709.0, -36.8, -1e-8, 0.0, 1e-8, 36.8, 709.0, 745.2, 1e4])
shapes = hnp.array_shapes(max_dims=3, max_side=5)
logits = st.floats(-1e4, 1e4)
targets = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1))


@st.composite
def problems(draw: st.DrawFn) -> tuple[Array, Array]:
    """Logits and targets of one shape."""
    shape = draw(shapes)
    return draw(hnp.arrays(float, shape, elements=logits)), draw(
        hnp.arrays(float, shape, elements=targets)
    )


def batch(seed: int) -> tuple[Array, Array]:
    """Draw a multi-label batch."""
    rng = np.random.default_rng(seed)
    return rng.normal(scale=5, size=(7, 4)), rng.integers(0, 2, (7, 4)).astype(float)


def samples(seed: int) -> tuple[Array, Array]:
    """Draw samples and hard targets that no plane separates."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(40, 3)) * [1.0, 2.0, 0.5]
    return X, (X @ [1.0, -0.5, 0.3] + rng.normal(scale=2.0, size=40) > 0).astype(float)


@given(hnp.arrays(float, shapes, elements=logits))
def test_sigmoid_is_scipys_expit(s: Array) -> None:
    """Also far out, relative to the value: both tails keep their digits.

    SciPy rounds to 0 what is below the smallest normal number.
    """
    assert_allclose(reference.sigmoid(s), scipy.special.expit(s), rtol=1e-10, atol=3e-308)


@given(problems())
def test_loss_is_that_of_scipys_log_expit(problem: tuple[Array, Array]) -> None:
    """log σ(s) and log(1 − σ(s)) = log σ(−s) from another library."""
    s, t = problem
    expected = -t * scipy.special.log_expit(s) - (1 - t) * scipy.special.log_expit(-s)
    assert_allclose(reference.bce_with_logits(s, t), expected, rtol=1e-10, atol=1e-12)


@given(problems())
def test_loss_is_never_negative_and_symmetric_in_the_two_classes(
    problem: tuple[Array, Array],
) -> None:
    """Calling the classes by each other's names changes nothing."""
    s, t = problem
    loss = reference.bce_with_logits(s, t)
    assert (loss >= 0).all()
    assert_allclose(reference.bce_with_logits(-s, 1 - t), loss, rtol=1e-10, atol=1e-9)


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_hard_targets_keep_relative_precision_in_both_tails(target: float) -> None:
    """Where the loss is far below 1e-16 it is e^{−|s|}, not 0."""
    s = np.array([-700.0, -40.0]) if target == 0 else np.array([700.0, 40.0])
    assert_allclose(reference.bce_with_logits(s, target), np.exp(-np.abs(s)), rtol=1e-12)


def test_loss_of_two_classes_is_the_binary_loss_of_the_difference() -> None:
    """Quiz 1, in numbers; at s = (1, 2) the printed f(s_1) gives 0.313 for 1.313."""
    rng = np.random.default_rng(1)
    scores, t = rng.normal(scale=4, size=(50, 2)), rng.uniform(size=50)
    log_a = scipy.special.log_softmax(scores, axis=1)
    cce = -(t * log_a[:, 0] + (1 - t) * log_a[:, 1])
    assert_allclose(reference.bce_with_logits(scores[:, 0] - scores[:, 1], t), cce, rtol=1e-10)
    assert reference.bce_with_logits(1.0 - 2.0, 1) == pytest.approx(1.313, abs=1e-3)
    assert reference.bce_with_logits(1.0, 1) == pytest.approx(0.313, abs=1e-3)


def test_mean_loss_is_scikit_learns_log_loss() -> None:
    """On probabilities that are not extreme."""
    s, T = batch(2)
    expected = sklearn.metrics.log_loss(T[:, 0], scipy.special.expit(s[:, 0]))
    assert_allclose(reference.bce_with_logits(s[:, 0], T[:, 0]).mean(), expected, rtol=1e-10)


def test_multilabel_loss_is_the_sum_of_one_log_loss_for_each_class() -> None:
    """C independent binary problems, as scikit-learn sees them."""
    S, T = batch(3)
    columns = zip(T.T, scipy.special.expit(S).T, strict=True)
    expected = sum(sklearn.metrics.log_loss(t, p) for t, p in columns)
    assert_allclose(reference.multilabel_loss(S, T), expected, rtol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_gradients_agree_with_central_differences(seed: int) -> None:
    """Of the loss itself; the elementwise gradient is N times the one of the mean."""
    S, T = batch(seed)
    gradient = reference.multilabel_gradient(S, T)
    measured = central_gradient(lambda s: reference.multilabel_loss(s, T), S)
    assert_allclose(gradient, measured, rtol=1e-6, atol=1e-9)
    assert_allclose(reference.bce_gradient(S, T), 7 * gradient, rtol=1e-12, atol=0)


@given(problems())
def test_gradient_lies_between_minus_t_and_one_minus_t(problem: tuple[Array, Array]) -> None:
    """And it vanishes where the probability is the target."""
    s, t = problem
    gradient = reference.bce_gradient(s, t)
    assert ((gradient >= -t) & (gradient <= 1 - t)).all()
    near = np.clip(s, -30, 30)
    at_minimum = reference.bce_gradient(near, scipy.special.expit(near))
    assert_allclose(at_minimum, np.zeros_like(s), atol=1e-15)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("func", [reference.bce_with_logits, reference.bce_gradient])
@pytest.mark.parametrize("target", [0.0, 0.3, 1.0])
def test_far_logits_give_no_warning(func: Callable[..., Array], target: float) -> None:
    """Nothing overflows, nothing takes the logarithm of 0."""
    assert np.isfinite(func(FAR, np.full(FAR.size, target))).all()


@pytest.mark.parametrize("func", [reference.bce_with_logits, reference.bce_gradient])
def test_float32_is_kept_and_integers_become_float64(func: Callable[..., Array]) -> None:
    """Arguments stay as they were, read-only ones too."""
    s, t = np.array([-2, 0, 3]), np.array([0, 1, 1])
    s.flags.writeable = t.flags.writeable = False
    assert func(s, t).dtype == np.float64
    single = func(s.astype(np.float32), t.astype(np.float32))
    assert single.dtype == np.float32
    assert_allclose(single, func(s, t), rtol=1e-5)


@pytest.mark.parametrize("seed", range(3))
def test_descent_arrives_where_a_second_method_does(seed: int) -> None:
    """L-BFGS of SciPy finds the same minimum of J."""
    X, t = samples(seed)
    theta, history = reference.logistic_regression(X, t, learning_rate=1.0, steps=3000)
    best = scipy.optimize.minimize(
        reference.mean_loss, np.zeros(3), args=(X, t), method="L-BFGS-B", tol=1e-12
    )
    assert history[-1] == pytest.approx(best.fun, abs=1e-9)
    assert_allclose(theta, best.x, atol=1e-3)
    assert (np.diff(history) <= 1e-15).all()


@settings(max_examples=30)
@given(st.integers(0, 5), st.floats(0.01, 2.0), st.integers(0, 2**32 - 1))
def test_history_holds_the_loss_before_the_first_step_and_after_each(
    steps: int, rate: float, seed: int
) -> None:
    """Entry k belongs to the theta of k steps; the first is log 2."""
    X, t = samples(seed)
    _, history = reference.logistic_regression(X, t, learning_rate=rate, steps=steps)
    assert len(history) == steps + 1
    assert history[0] == pytest.approx(np.log(2), rel=1e-12)
    for k, value in enumerate(history):
        theta, _ = reference.logistic_regression(X, t, learning_rate=rate, steps=k)
        assert value == reference.mean_loss(theta, X, t)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: reference.bce_with_logits(np.zeros((3, 1)), np.zeros(3)), ["t", "(3, 1)", "(3,)"]),
        (lambda: reference.bce_with_logits([0.0], [1.5]), ["t", "[0, 1]", "1.5"]),
        (lambda: reference.bce_with_logits([np.nan], [1]), ["s", "NaN"]),
        (lambda: reference.multilabel_loss(np.zeros(3), np.zeros(3)), ["S", "(3,)"]),
        (lambda: reference.multilabel_loss(np.zeros((0, 3)), np.zeros((0, 3))), ["S", "empty"]),
        (
            lambda: reference.multilabel_gradient(np.zeros((2, 3)), np.zeros((3, 2))),
            ["T", "(3, 2)"],
        ),
        (lambda: fit(np.zeros((4, 2)), np.zeros((4, 1))), ["t", "(4,)", "(4, 1)"]),
        (lambda: fit(np.zeros((4, 2)), np.zeros(4), learning_rate=0.0), ["learning_rate"]),
        (lambda: fit(np.zeros((4, 2)), np.zeros(4), steps=-1), ["steps", "-1"]),
    ],
)
def test_bad_input_is_refused_with_its_name(call: Callable[[], object], words: list[str]) -> None:
    """The message names the argument, what it is, and what was expected."""
    with pytest.raises(ValueError) as caught:
        call()
    assert all(word in str(caught.value) for word in words), caught.value


def fit(X: Array, t: Array, *, learning_rate: float = 0.1, steps: int = 2) -> object:
    """Call the reference with settings that are fine unless they are given."""
    return reference.logistic_regression(X, t, learning_rate=learning_rate, steps=steps)


def test_strings_are_a_type_error() -> None:
    """As they are for NumPy."""
    with pytest.raises(TypeError, match="s should hold real numbers"):
        reference.bce_with_logits(["a"], [1])


@pytest.mark.peers
@pytest.mark.parametrize("seed", range(5))
def test_losses_and_gradients_are_pytorchs(seed: int) -> None:
    """binary_cross_entropy_with_logits, with soft and hard targets and in both tails."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(seed)
    S, T = rng.normal(scale=10, size=(7, 4)), rng.integers(0, 2, (7, 4)).astype(float)
    S[0], T[1] = [1e4, -1e4, 800.0, -36.8], rng.uniform(size=4)
    scores = torch.tensor(S, requires_grad=True)
    losses = torch.nn.functional.binary_cross_entropy_with_logits(
        scores, torch.tensor(T), reduction="none"
    )
    loss = losses.sum(dim=1).mean()
    loss.backward()
    assert_allclose(
        reference.bce_with_logits(S, T), losses.detach().numpy(), rtol=1e-10, atol=1e-12
    )
    assert_allclose(reference.multilabel_loss(S, T), loss.item(), rtol=1e-10)
    expected = scores.grad.numpy()
    assert_allclose(reference.multilabel_gradient(S, T), expected, rtol=1e-10, atol=1e-15)


@pytest.mark.peers
def test_logistic_regression_walks_the_path_of_pytorchs_sgd() -> None:
    """Full-batch descent from zeros, parameter by parameter."""
    torch = pytest.importorskip("torch")
    X, t = samples(7)
    theta = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([theta], lr=0.7)
    for _ in range(20):
        optimiser.zero_grad()
        torch.nn.functional.binary_cross_entropy_with_logits(
            torch.tensor(X) @ theta, torch.tensor(t)
        ).backward()
        optimiser.step()
    ours, _ = reference.logistic_regression(X, t, learning_rate=0.7, steps=20)
    assert_allclose(ours, theta.detach().numpy(), rtol=1e-10)
