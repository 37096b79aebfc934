"""Visible checks of the symbolic answers of 03_sgd, by numbers.

A small network is drawn: three samples, two features, three classes. Slopes are measured on
it with central differences of the loss; an expression is put in numbers for the same network.
No derivative stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from ce_helpers.checking import CheckFailed, passed, require
from ce_helpers.numeric import central_gradient, central_jacobian

Array = NDArray[Any]
FOLLOW_THE_CHAIN = "follow the chain from the weight to its logit, and from there to the loss"
LETTERS = {
    "A": "∂z_k/∂w_ij",
    "B": "∂L/∂w_ij",
    "C": "∂L/∂z_j",
    "D": "∂J/∂w_ij",
}


@dataclass(frozen=True)
class Network:
    """A network with numbers: samples, one-hot targets, weights, biases."""

    X: Array
    Y: Array
    W: Array
    b: Array

    @property
    def A(self) -> Array:
        """The probabilities, shape (N, C)."""
        return probabilities(self.X @ self.W + self.b)


def network(n_samples: int = 3, seed: int = 1) -> Network:
    """Draw a network with two features and three classes."""
    rng = np.random.default_rng(seed)
    Y = np.eye(3)[np.arange(n_samples) % 3]
    X, W, b = (rng.normal(size=shape).round(2) for shape in ((n_samples, 2), (2, 3), (3,)))
    return Network(X, Y, W, b)


def probabilities(Z: Array) -> Array:
    """Return e^z over its sum, for logits that are small."""
    return np.exp(Z) / np.exp(Z).sum(axis=-1, keepdims=True)


def mean_loss(X: Array, Y: Array, W: Array, b: Array) -> float:
    """Return −Σ y log a, averaged over the samples."""
    return float(-np.sum(Y * np.log(probabilities(X @ W + b))) / len(X))


def in_numbers(expr: Any, net: Network, **indices: int) -> float:
    """Return the value of an expression for a network; indices count from 1, as in formulas.

    Parameters
    ----------
    expr : sympy.Expr
        May hold a[j], y[j], z[j], x[i] of the first sample; A[s, j], Y[s, j], X[s, i] of
        sample s; sums up to m, D or N.
    net : Network
        The numbers.
    **indices : int
        Values for i, j and k.

    Raises
    ------
    CheckFailed
        If something without a value is left.
    """
    sizes = {"N": len(net.X), "D": net.X.shape[1], "m": net.W.shape[1]}
    values = {
        "a": net.A[0],
        "y": net.Y[0],
        "x": net.X[0],
        "z": net.X[0] @ net.W + net.b,
        "A": net.A,
        "Y": net.Y,
        "X": net.X,
    }
    numbers = {**sizes, **indices}
    letters = [s for s in expr.free_symbols if isinstance(s, sp.Symbol) and s.name in numbers]
    expr = expr.xreplace({s: sp.Integer(numbers[s.name]) for s in letters}).doit()
    value = expr.xreplace({e: sp.Float(entry(values, e)) for e in expr.atoms(sp.Indexed)}).evalf()
    bare = sorted(str(base) for base in value.atoms(sp.IndexedBase))
    require(not bare, f"{', '.join(bare)} without an index: write a[j], y[j], x[i].")
    if not value.is_number:
        left = sorted(str(s) for s in value.free_symbols)
        raise CheckFailed(f"the expression has no value: what is {', '.join(left)}?")
    return float(value)


def entry(values: Mapping[str, Array], indexed: sp.Indexed) -> float:
    """Return the number that an entry such as a[2] stands for."""
    name = str(indexed.base.label)
    require(name in values, f"{name} is not a letter of this exercise.")
    try:
        return float(values[name][tuple(int(n) - 1 for n in indexed.indices)])
    except (TypeError, IndexError) as error:
        left = {str(letter) for letter in indexed.free_symbols}
        if "k" in left:
            sentence = f"{indexed}: k is not on the left side: the delta leaves only k = j."
            raise CheckFailed(sentence) from error
        sentence = f"{indexed} does not exist: i counts features, j classes, s samples."
        raise CheckFailed(sentence) from error


def expression(answer: Any, name: str) -> Any:
    """Return the answer if it is an expression, else say what it is."""
    require(answer is not None, f"{name} is still None: replace it by an expression.")
    require(
        not isinstance(answer, str),
        f"{name} is a string: write the expression without quotation marks.",
    )
    require(
        not isinstance(answer, (bool, list, tuple, dict, set)),
        f"{name} should be one expression, not a value of type {type(answer).__name__}.",
    )
    require(
        isinstance(answer, (sp.Expr, int, float)),
        f"{name} should be a SymPy expression, not a value of type {type(answer).__name__}.",
    )
    expr = sp.sympify(answer)
    require(bool(expr.free_symbols), f"{name} is a number; it should depend on the letters given.")
    return expr


def numbers_of(answer: Any, net: Network, shape: tuple[int, ...]) -> Array:
    """Return the values of an expression for every i and j of a shape."""
    rows, columns = (range(1, size + 1) for size in shape)
    try:
        return np.array([[in_numbers(answer, net, i=i, j=j) for j in columns] for i in rows])
    except CheckFailed:
        require_letters_in_place(answer)
        raise


def require_letters_in_place(expr: Any) -> None:
    """Name an entry whose index counts something else, in an answer that is wrong."""
    for indexed in sorted(expr.atoms(sp.Indexed), key=str):
        name, letters = str(indexed.base.label), {str(n) for n in indexed.indices}
        feature = name != "x" or "j" not in letters
        require(feature, f"{indexed}: the index of x is a feature, i.")
        class_ = name not in ("a", "y") or "i" not in letters
        require(class_, f"{indexed}: the index of {name} is a class, j.")


def _same(answer: Any, name: str, slopes: Array, net: Network) -> None:
    """Compare an expression with slopes measured for every i and j of their shape."""
    values = numbers_of(answer, net, slopes.shape)
    if np.allclose(values, slopes, rtol=0, atol=1e-6):
        return
    require_letters_in_place(answer)
    x = net.X[:1].T[: len(slopes)]
    for sentence, distorted in (
        ("has the wrong sign", -slopes),
        ("lacks the factor x_i", slopes / x),
        ("has a factor x_i too many", slopes * x),
        ("is divided by the number of classes; it should not be", slopes / net.W.shape[1]),
    ):
        require(not np.allclose(values, distorted, rtol=0, atol=1e-6), f"{name} {sentence}.")
    target = int(net.Y[0].argmax())
    require(
        not np.allclose(values[:, target], slopes[:, target], rtol=0, atol=1e-6),
        f"{name} is right for the target class alone; try a class that is not the target.",
    )
    raise CheckFailed(f"{name} differs from the slope that is measured: {FOLLOW_THE_CHAIN}.")


def dL_dw(answer: Any) -> None:
    """Check the slope of the loss by one weight against measured slopes."""
    expr, net = expression(answer, "dL_dw"), network(1)
    slopes = central_gradient(lambda W: mean_loss(net.X, net.Y, W, net.b), net.W)
    _same(expr, "dL_dw", slopes, net)
    passed("dL_dw is the measured slope, for every weight.")


def dL_db(answer: Any) -> None:
    """Check the slope of the loss by one bias against measured slopes."""
    expr, net = expression(answer, "dL_db"), network(1)
    slopes = central_gradient(lambda b: mean_loss(net.X, net.Y, net.W, b), net.b)
    _same(expr, "dL_db", np.tile(slopes, (2, 1)), net)
    passed("dL_db is the measured slope, for every bias.")


def measured(letter: str, net: Network) -> Array:
    """Return the measured left side of a claim, entry [i, j] or, for A, [i, j, k]."""
    x, y = net.X[:1], net.Y[:1]
    if letter == "A":
        return central_jacobian(lambda W: x[0] @ W + net.b, net.W).transpose(1, 2, 0)
    if letter == "C":
        z = x[0] @ net.W + net.b
        slopes = central_gradient(lambda v: float(-np.sum(y[0] * np.log(probabilities(v)))), z)
        return np.tile(slopes, (2, 1))
    X, Y = (net.X, net.Y) if letter == "D" else (x, y)
    return central_gradient(lambda W: mean_loss(X, Y, W, net.b), net.W)


def try_claims(claims: Mapping[str, Any]) -> None:
    """Print each printed right side beside the measured left side, in numbers.

    Parameters
    ----------
    claims : mapping of str to sympy.Expr
        The printed right sides, by letter.
    """
    net = network()
    print("a small network: 2 features, 3 classes, 3 samples; the first has class 1")
    for letter, claim in claims.items():
        slopes = measured(letter, net)
        for i, j, k in ((1, 1, 1), (1, 2, 1), (2, 3, 3)):
            left = slopes[i - 1, j - 1, k - 1] if letter == "A" else slopes[i - 1, j - 1]
            number = in_numbers(claim, net, i=i, j=j, k=k)
            where = f"i={i} j={j} k={k}" if letter == "A" else f"i={i} j={j}"
            print(
                f"{letter}  {LETTERS[letter]:<9} {where:<12} "
                f"measured {left:+.4f}   printed {number:+.4f}"
            )


def verdicts(answer: Any, claims: Mapping[str, Any]) -> None:
    """Check each verdict against every entry of the small network, in numbers."""
    require(
        isinstance(answer, dict) and set(answer) == set(LETTERS),
        "verdicts should be a dictionary with the keys A to D.",
    )
    for letter, value in answer.items():
        require(value is not None, f"verdict {letter} is still None: write True or False.")
        require(isinstance(value, (bool, np.bool_)), f"verdict {letter} should be True or False.")
    for letter in LETTERS:
        require(
            bool(answer[letter]) == _holds(letter, claims[letter]),
            f"the verdict on {letter} is not right: compare all its rows of numbers, on and off "
            "the target.",
        )
    passed("all four verdicts are those of the numbers.")


def _holds(letter: str, claim: Any) -> bool:
    """Return whether a claim agrees with every measured entry."""
    net = network()
    slopes = measured(letter, net)
    last = range(3) if letter == "A" else range(1)
    full = slopes if letter == "A" else slopes[..., np.newaxis]
    return all(
        abs(in_numbers(claim, net, i=i + 1, j=j + 1, k=k + 1) - full[i, j, k]) < 1e-6
        for i in range(2)
        for j in range(3)
        for k in last
    )


def repair(answer: Any, letter: str) -> Any:
    """Return one repair as an expression, or say what is missing."""
    require(isinstance(answer, dict), "repairs should be a dictionary.")
    require(letter in answer, f"repairs has no entry {letter} yet.")
    return expression(answer[letter], f"repairs[{letter!r}]")
