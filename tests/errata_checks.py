"""One check for each row of docs/errata.md that can be computed; its docstring is the page's.

A check of kind E shows both: that the printed formula fails, and that the repair holds.
"""

from __future__ import annotations

import numpy as np
import sympy as sp
from sympy import KroneckerDelta, Sum, exp, log

from ce_helpers.numeric import central_gradient
from ce_helpers.reference import cross_entropy as reference
from ce_helpers.symbolic import compare, differentiate, i, j, k, m, softmax_entry, z

A, Y = sp.IndexedBase("a", positive=True), sp.IndexedBase("y", real=True)
GIVEN = {Sum(Y[k], (k, 1, m)): 1}
LOGITS, TARGET = np.array([0.5, -1.0, 2.0]), np.array([0.2, 0.5, 0.3])
SOFTMAX = np.exp(LOGITS) / np.exp(LOGITS).sum()
GRADIENT = central_gradient(lambda x: -(TARGET @ np.log(np.exp(x) / np.exp(x).sum())), LOGITS)
CHAIN = Sum(-Y[k] * (KroneckerDelta(k, j) - A[j]), (k, 1, m))


def sigmoid(s):
    return 1 / (1 + np.exp(-s))


def same(first, second):
    return bool(np.allclose(first, second, rtol=1e-6, atol=1e-8))


def erratum_01():
    """With m = 3 classes and n = 2 features, a has 3 entries: its length is m, not n."""
    assert SOFTMAX.shape == (3,) != (2,)


def erratum_02():
    """With m = 3 and n = 2, dividing by the sum up to n gives entries of sum above 1."""
    assert (np.exp(LOGITS) / np.exp(LOGITS[:2]).sum()).sum() > 1
    assert same(SOFTMAX.sum(), 1)


def erratum_03():
    """The one-hot vector of label 2 among m = 3 classes has 3 entries, whatever n is."""
    assert reference.one_hot([1], 3).shape[1] == 3


def erratum_04():
    """Summed over i, the term with k is counted m times: m·L for the target k, 0 for the others."""
    y = np.array([0.0, 1.0, 0.0])
    loss = -(y * np.log(SOFTMAX)).sum()
    printed = [sum(-y[k] * np.log(SOFTMAX[k]) for _ in range(3)) for k in range(3)]
    assert same(printed, [0, 3 * loss, 0]) and not same(3 * loss, loss)


def erratum_05():
    """Summed over i the letter k stays free; summed over k it does not, and is the gradient."""
    summand = -Y[k] / A[k] * A[k] * (KroneckerDelta(k, j) - A[j])
    assert k in Sum(summand, (i, 1, m)).free_symbols
    assert k not in Sum(summand, (k, 1, m)).free_symbols
    assert compare(Sum(summand, (k, 1, m)), A[j] - Y[j], given=GIVEN).equal


def erratum_06():
    """Summed over j it is 0 for every k, as Σ a = 1; summed over k it is the gradient."""
    bracket = SOFTMAX[np.newaxis] - np.eye(3)  # [k, j]
    assert same((TARGET[:, np.newaxis] * bracket).sum(axis=1), 0)
    assert same((TARGET[:, np.newaxis] * bracket).sum(axis=0), GRADIENT)


def erratum_07():
    """What is left beyond a_j − y_j factors as (Σ y − 1)·a_j, so Σ y = 1 ends the derivation."""
    residual = CHAIN - (A[j] - Y[j])
    assert compare(residual, (Sum(Y[k], (k, 1, m)) - 1) * A[j]).equal
    assert compare(CHAIN, A[j] - Y[j], given=GIVEN).how == "proved"


def erratum_09():
    """By central differences, ∂L/∂w_ji = (a_j − y_j)·x_i and ∂L/∂b_j = a_j − y_j."""
    x, W, b = np.array([1.5, -0.5]), np.array([[0.1, 0.4, -0.2], [0.3, -0.1, 0.2]]), LOGITS

    def loss(weights, bias):
        return reference.cce_loss((x @ weights + bias)[np.newaxis], TARGET[np.newaxis])

    slope = np.exp(x @ W + b) / np.exp(x @ W + b).sum() - TARGET
    assert same(central_gradient(lambda w: loss(w, b), W), np.outer(x, slope))
    assert same(central_gradient(lambda c: loss(W, c), b), slope)


def erratum_10():
    """δ is 1 where i = j: with numbers, the identity matrix, not its complement."""
    jacobian = np.diag(SOFTMAX) - np.outer(SOFTMAX, SOFTMAX)
    swapped = SOFTMAX[:, np.newaxis] * (1 - np.eye(3) - SOFTMAX)
    right = SOFTMAX[:, np.newaxis] * (np.eye(3) - SOFTMAX)
    assert same(right, jacobian) and not same(swapped, jacobian)


def erratum_11():
    """Printed line + gradient is 0 for any number of classes: the overall minus is lost."""
    others = Sum(Y[k] * A[j], (k, 1, m)) - Y[j] * A[j]
    printed = Y[j] * (1 - A[j]) - others
    assert compare(printed + CHAIN, 0).equal
    assert compare(-printed, CHAIN).equal and not compare(printed, CHAIN).equal


def erratum_12():
    """â_j − σ_j Σ â is the negative of the gradient, for any number of classes."""
    printed = Y[j] - A[j] * Sum(Y[k], (k, 1, m))
    assert compare(-printed, CHAIN).equal and not compare(printed, CHAIN).equal


def erratum_13():
    """Central differences of the loss have the opposite sign of â_j − σ_j."""
    assert same(-(TARGET - SOFTMAX), GRADIENT) and not same(TARGET - SOFTMAX, GRADIENT)


def erratum_14():
    """A descent step with â − a for the gradient raises the loss; with a − â it lowers it."""
    Z, target = LOGITS[np.newaxis], np.array([[0.0, 1.0, 0.0]])
    step = 0.1 * reference.cce_gradient(Z, target)
    start = reference.cce_loss(Z, target)
    assert reference.cce_loss(Z + step, target) > start > reference.cce_loss(Z - step, target)


def erratum_15():
    """Softmax of one scalar is 1, so σ(z_i) must be read as σ(z)_i."""
    assert np.exp(LOGITS[:1]) / np.exp(LOGITS[:1]).sum() == 1


def erratum_17():
    """From i = 2 on, the product misses a target of class 1; from 1 on it is a_target."""
    y = np.array([1.0, 0.0, 0.0])
    assert same(np.prod(SOFTMAX[1:] ** y[1:]), 1) and same(np.prod(SOFTMAX**y), SOFTMAX[0])


def erratum_18():
    """−log of a probability is never negative; +Σ t log y is."""
    right = -np.log(np.prod(SOFTMAX**TARGET))
    assert same(right, -(TARGET @ np.log(SOFTMAX))) and right > 0 > TARGET @ np.log(SOFTMAX)


def erratum_19():
    """One path only is right in the target's row alone; the sum over outputs is right in all."""
    y = np.array([0.0, 1.0, 0.0])
    by_output, jacobian = -y / SOFTMAX, np.diag(SOFTMAX) - np.outer(SOFTMAX, SOFTMAX)
    one_path, all_paths = by_output * np.diag(jacobian), jacobian @ by_output
    assert same(one_path[1], all_paths[1])
    assert not same(one_path[[0, 2]], all_paths[[0, 2]]) and same(all_paths, SOFTMAX - y)


def erratum_20():
    """(log x)′/x is 1/x²; (log x)′ is 1/x."""
    x = sp.Symbol("x", positive=True)
    assert sp.diff(log(x), x) / x == 1 / x**2 != 1 / x == sp.diff(log(x), x)


def erratum_21():
    """The sum in the update is exactly m times the numerical gradient of J, which has 1/m."""
    X, t = np.array([[1.0, 2.0], [0.5, -1.0], [-1.5, 0.3], [2.0, 1.0]]), np.array([1.0, 0, 0, 1])
    theta = np.array([0.3, -0.2])

    def J(theta):
        h = sigmoid(X @ theta)
        return -(t * np.log(h) + (1 - t) * np.log(1 - h)).mean()

    assert same((sigmoid(X @ theta) - t) @ X, len(t) * central_gradient(J, theta))


def erratum_22():
    """The batch loss of softmax has the gradient (A − Y)/N, by central differences."""
    Z, T = np.array([LOGITS, -LOGITS]), np.array([TARGET, TARGET[::-1]])
    measured = central_gradient(lambda logits: reference.cce_loss(logits, T), Z)
    assert same(measured, reference.cce_gradient(Z, T))


def erratum_24():
    """The printed function is 0.119 at 2 and has slope −1/4 at 0; at 0 both give 1/2."""
    s = sp.Symbol("s")
    printed, right = 1 / (1 + exp(s)), 1 / (1 + exp(-s))
    assert (
        round(float(printed.subs(s, 2)), 3) == 0.119 and round(float(right.subs(s, 2)), 3) == 0.881
    )
    assert sp.diff(printed, s).subs(s, 0) == -sp.diff(right, s).subs(s, 0) == sp.Rational(-1, 4)
    assert printed.subs(s, 0) == right.subs(s, 0)


def erratum_25():
    """A negative score has no real logarithm; log f(s)_i is defined for all scores."""
    with np.errstate(invalid="ignore"):
        assert np.isnan(np.log(LOGITS)).any()
    assert np.isfinite(np.log(SOFTMAX)).all()


def erratum_26():
    """At s_1 = 0.7, t_1 = 0: f(1 − s_1) for f(s_2) gives 0.554; s_2 = −s_1 gives 1.103."""
    assert round(-np.log(sigmoid(1 - 0.7)), 3) == 0.554
    assert round(-np.log(sigmoid(-0.7)), 3) == round(-np.log(1 - sigmoid(0.7)), 3) == 1.103


def erratum_27():
    """The binary problem has the classes C_1 = C_i and background; C is a number, 3 here."""
    loss = -np.log(sigmoid(LOGITS))  # one binary problem for each class C_i
    assert loss.shape == (3,) and len({round(float(value), 6) for value in loss}) == 3


def erratum_28():
    """Softmax and sigmoid of the same scores differ, so one name f is not enough."""
    assert not same(SOFTMAX, sigmoid(LOGITS))


def erratum_30():
    """At s = (1, 2), target 1: the loss is 1.313, (2) with s_1 is 0.313, with s_1 − s_2 1.313."""
    loss = -np.log(np.exp(1) / (np.exp(1) + np.exp(2)))
    assert [
        round(float(value), 3) for value in (loss, -np.log(sigmoid(1)), -np.log(sigmoid(1 - 2)))
    ] == [
        1.313,
        0.313,
        1.313,
    ]


def erratum_31():
    """With j = y_i the margin is 1 > 0, so (3) would give +x_i; the slope by w_y is −x_i here."""
    x, W, own = np.array([1.0, 2.0]), np.array([[0.5, 0.2], [0.1, 0.4]]), 0
    assert W[:, own] @ x - W[:, own] @ x + 1 > 0
    measured = central_gradient(lambda V: max(0.0, V[:, 1] @ x - V[:, own] @ x + 1), W)
    assert same(measured[:, own], -x) and not same(measured[:, own], x)


def erratum_32():
    """At a margin of exactly 0 the one-sided slopes of max(0, u) are 0 and 1."""
    h = 1e-6
    assert same([(0 - max(0.0, -h)) / h, (max(0.0, h) - 0) / h], [0, 1])


def erratum_34():
    """Given z, softmax holds no θ; the density of z = θx does: the wrong factor is dropped."""
    theta, x = sp.symbols("theta x", positive=True)  # x from a standard normal distribution
    density = exp(-((x / theta) ** 2) / 2) / (sp.sqrt(2 * sp.pi) * theta)
    assert theta not in softmax_entry(k).free_symbols
    assert sp.simplify(sp.diff(density, theta)) != 0


def erratum_37():
    """With m = 2, a sum that ends before the second term leaves that term to one sample."""
    h, y = np.array([0.8, 0.3]), np.array([1.0, 0.0])
    first, second = y * np.log(h), (1 - y) * np.log(1 - h)
    right = -(first + second).mean()
    assert same(right, -np.log([0.8, 0.7]).mean())
    assert not any(same(right, -(first.sum() / 2 + one)) for one in second)


def softmax_is_proved():
    """Equation (2) of 000, confirmed correct, is proved for a symbolic number of classes."""
    right = softmax_entry(k) * (KroneckerDelta(j, k) - softmax_entry(j))
    assert compare(differentiate(softmax_entry(k), z[j]), right).how == "proved"


CHECKS = {
    int(name.removeprefix("erratum_")): check
    for name, check in globals().items()
    if name.startswith("erratum_")
}
