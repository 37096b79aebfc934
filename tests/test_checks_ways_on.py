"""What NumPy says when a common habit fails is followed by the way on."""

import math

import numpy as np
import pytest

from ce_helpers.calls import call, result
from ce_helpers.checking import CheckFailed
from ce_helpers.closeness import close
from ce_helpers.properties import Property

Z = np.array([[1.0, 2.0, -1.0], [0.0, 3.0, 0.5]])
FAR = np.array([[0.0, 1.0, 2.0], [-1e4, 1.0 - 1e4, 2.0 - 1e4]])


def sentence(func, *args, **options):
    """Return the sentence that a call has to fail with."""
    with pytest.raises(CheckFailed) as raised:
        call(func, *args, **options)
    return str(raised.value)


def into_integers(z):
    z -= z.mean()
    return z


@pytest.mark.parametrize(
    "func, z, words",
    [
        (lambda z: z.sum(axis=1), Z[0], "axis=-1 is the last axis of any array"),
        (lambda z: z / z.sum(axis=-1), Z, "with keepdims=True"),
        (lambda z: [math.exp(row) for row in z], Z, "functions of math take one number"),
        (lambda z: 1.0 if z >= 0 else 0.0, Z, "on arrays use np.where"),
        (into_integers, np.array([1, 2, 5]), "integers cannot hold fractions"),
    ],
)
def test_an_error_ends_in_the_way_on(func, z, words):
    """NumPy's own words come first: a search engine knows them."""
    said = sentence(func, z)
    assert " raised " in said and said.endswith(".") and words in said


def one_maximum(z):
    e = np.exp(z - z.max())
    return e / e.sum(axis=-1, keepdims=True)


@pytest.mark.parametrize(
    "func, words",
    [
        (lambda z: np.exp(-z), "no exponential can overflow"),
        (lambda z: np.where(z < -700, 0.0, np.exp(-z)), "a branch that np.where drops"),
        (one_maximum, "shift each row by its own maximum"),
        (lambda z: np.log(one_maximum(z[:1]) * 0), "a logarithm sees 0"),
    ],
)
def test_a_warning_is_told_by_what_caused_it(func, words):
    """Nothing overflows where all exponentials of a row round to 0."""
    assert words in sentence(func, FAR, stable=True)


def test_none_may_be_a_shape_that_no_branch_serves():
    """The shape that it was called with is in the sentence."""
    with pytest.raises(CheckFailed, match=r"None \(called with an array of shape \(2, 3\)\)"):
        result(lambda z: z if z.ndim == 1 else None, Z, shape=Z.shape)


def test_a_known_mistake_of_another_shape_is_named():
    """Its shape alone would not say which mistake it is."""
    value = result(lambda z: z * z, Z[0], shape=None)
    with pytest.raises(CheckFailed, match=r"^square is the diagonal alone\.$"):
        close(value, np.diag(value), "square", mistakes={"is the diagonal alone": value})
    with pytest.raises(CheckFailed, match=r"^square should have shape \(3, 3\), but has \(3,\)\.$"):
        close(value, np.diag(value), "square")


def test_an_array_like_an_integer_argument_is_named():
    """What it keeps of the right value may look like another mistake."""
    half = Property("half(z)", "divide by 2", lambda z: {"is z − 1": z - 1.0})
    z = np.array([1, 2])
    with pytest.raises(CheckFailed, match=r"^half\(z\) is cut to integers: .* ask for floats\.$"):
        half.close(np.array([0.0, 1.0]), z / 2, z)
    with pytest.raises(CheckFailed, match="is z − 1"):
        half.close(np.array([0.0, 1.0]), z / 2, z.astype(float))


def test_a_comparison_does_not_depend_on_what_a_cell_has_set():
    """np.seterr(all="raise") would make an underflow of ours an error of theirs."""
    with np.errstate(all="raise"):
        close(np.array([1e-300]), np.array([1e-300]), "it", rtol=1e-10, atol=0)
