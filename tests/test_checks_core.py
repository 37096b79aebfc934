"""Checks say in one sentence what is wrong, and let nothing wrong through."""

import warnings

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ce_helpers.calls import call
from ce_helpers.checking import CheckFailed, as_array, as_scalar, describe, name_of, passed, require
from ce_helpers.closeness import close


def failure(check, *args, **options):
    """Return the sentence of a check that has to fail."""
    with pytest.raises(CheckFailed) as raised:
        check(*args, **options)
    sentence = str(raised.value)
    assert sentence.endswith((".", "?")) and "\n" not in sentence
    return sentence


def test_require_raises_the_sentence_only_where_the_condition_fails():
    """An AssertionError, so that nbgrader counts it as a failed test."""
    require(True, "never seen.")
    assert failure(require, False, "say this.") == "say this."
    assert issubclass(CheckFailed, AssertionError)


def test_jupyter_shows_the_sentence_alone():
    """Frames of the helpers are of no use to a student."""
    assert CheckFailed("one sentence.")._render_traceback_() == ["CheckFailed: one sentence."]


def test_a_long_message_is_shown_in_lines_that_fit_a_dialog() -> None:
    """Validate's dialog cuts off what is wider than itself; words and line breaks are kept."""
    message = "a word " * 40 + "\n  an indented line"
    lines = CheckFailed(message)._render_traceback_()
    assert max(map(len, lines)) <= 88
    assert lines[-1] == "  an indented line"
    assert " ".join(lines).split() == f"CheckFailed: {message}".split()


def test_passed_prints_one_line(capsys):
    """On stdout: stderr in a test cell costs the points in plain nbgrader."""
    passed("softmax: rows sum to 1")
    assert capsys.readouterr() == ("passed: softmax: rows sum to 1\n", "")


def test_names_and_descriptions_never_show_values():
    """Shapes and types alone, of functions without a name too."""
    assert name_of(np.sum) == "sum" and name_of(object()) == "your function"
    assert describe(np.ones((2, 3))) == "an array of shape (2, 3)"
    assert describe("secret") == "a value of type str"


def test_call_returns_what_the_function_returns():
    """Positional and keyword arguments are handed on."""
    assert call(lambda x, *, base: x + base, 2, base=3) == 5


def softmax_unwritten(z):
    raise NotImplementedError("not written yet")


def softmax_raises(z):
    raise ValueError("axes don't match\nsecond line")


def softmax_in_place(z):
    z -= z.max()
    return np.exp(z)


def softmax_overflows(z):
    return np.exp(z) / np.exp(z).sum()


def test_call_says_that_a_function_is_not_written():
    """The stub of the release is no error of the student's."""
    assert failure(call, softmax_unwritten, 1) == "softmax_unwritten is not written yet."
    assert failure(call, None, 1) == "expected a function, but got a value of type NoneType."


def test_call_says_what_a_function_raised_and_on_what():
    """The first line of the error, and the shapes it was called with."""
    sentence = failure(call, softmax_raises, np.ones((2, 3)))
    assert "softmax_raises raised ValueError: axes don't match (called with" in sentence
    assert "shape (2, 3)" in sentence and "second" not in sentence


def test_call_hands_a_failed_check_on_as_it_is():
    """A check inside a function under test keeps its sentence."""
    assert failure(call, lambda: require(False, "inner.")) == "inner."


@pytest.mark.parametrize("position", [1, 2])
def test_call_notices_an_argument_that_is_changed(position):
    """The message counts arguments from 1."""

    def spoil(first, second):
        [first, second][position - 1][0] = 7.0

    given = np.ones(2), np.zeros(2)
    sentence = failure(call, spoil, *given, pure=True)
    assert f"changed its argument number {position} in place" in sentence
    z = np.array([1.0, 2.0])
    assert "changed its argument number 1" in failure(call, softmax_in_place, z, pure=True)
    call(spoil, *given)
    assert given[0].tolist() == [1, 1] and given[1].tolist() == [0, 0], "it gets copies"


def test_call_takes_nan_in_an_argument_for_unchanged():
    """NaN is not equal to itself, but no change either."""
    assert call(np.size, np.array([np.nan, 1.0])) == 2
    assert call(np.size, np.array([1, 2])) == 2


def test_a_warning_fails_only_where_stability_is_tested():
    """Elsewhere it is swallowed, so that nothing reaches stderr."""
    large = np.array([1e4, 0.0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        call(softmax_overflows, large)
    sentence = failure(call, softmax_overflows, large, stable=True)
    assert "overflow" in sentence and "rearrange the formula" in sentence
    call(lambda z: warnings.warn("old name", DeprecationWarning, stacklevel=1), large, stable=True)


@pytest.mark.parametrize(
    "value, words",
    [
        (None, "p returned None: is a return statement missing?"),
        ("abc", "array of numbers of shape (3,), not a value of type str"),
        ([[1], [2, 3]], "array of numbers"),
        (np.array([1j, 0, 0]), "array of numbers"),
        (np.ones((3, 1)), "p should have shape (3,), but has (3, 1)"),
        (1.0, "p should have shape (3,), but has ()"),
        ([1.0, np.nan, 0.0], "p holds NaN: look for 0/0"),
        ([1.0, -np.inf, 0.0], "p holds infinity: look for overflow"),
    ],
)
def test_as_array_says_what_came_instead(value, words):
    """None, another kind, another shape, NaN and infinity each have their sentence."""
    assert words in failure(as_array, value, (3,), "p")


def test_as_array_keeps_float32_and_makes_the_rest_float64():
    """Lists, integers and truth values are numbers too."""
    assert as_array(np.ones(3, np.float32), (3,), "p").dtype == np.float32
    for value in ([1, 2, 3], [True, False, True], np.arange(3, dtype=np.uint8)):
        assert as_array(value, (3,), "p").dtype == np.float64


@pytest.mark.parametrize("value", [2, 2.0, np.float64(2), np.float32(2), np.array(2.0)])
def test_as_scalar_takes_every_kind_of_scalar(value):
    """Python float, NumPy scalar and 0-d array are legal losses."""
    assert as_scalar(value, "loss") == 2.0 and type(as_scalar(value, "loss")) is float


@pytest.mark.parametrize("value", [[2.0], np.ones((1, 1)), np.ones(4), "2", None])
def test_as_scalar_refuses_arrays(value):
    """Shape (1,) or (N,) for a scalar is a mistake with consequences."""
    assert "loss" in failure(as_scalar, value, "loss")


EXPECTED = np.array([[1.0, -2.0, 3.0], [4.0, 5.0, 6.5], [7.0, 8.0, -9.0]])
KNOWN = {
    "wrong sign": -EXPECTED,
    "twice the right value": 2 * EXPECTED,
    "half the right value": EXPECTED / 2,
    "N = 7 times too large": 7 * EXPECTED,
    "N = 7 times too small": EXPECTED / 7,
    "transpose": EXPECTED.T,
    "diagonal alone": np.diag(np.diag(EXPECTED)),
}


@pytest.mark.parametrize("mistake", KNOWN)
def test_close_names_the_usual_mistakes(mistake):
    """A known transform of the right answer is recognised, though not named by the caller."""
    sentence = failure(close, KNOWN[mistake], EXPECTED, "dW", n_samples=7)
    assert sentence.startswith("dW ") and mistake in sentence


def test_close_names_the_mistakes_that_the_caller_lists_first():
    """An alternative has precedence over a general transform."""
    options = {"mistakes": {"is y − a": -EXPECTED}, "otherwise": "look again"}
    assert failure(close, -EXPECTED, EXPECTED, "dZ", **options) == "dZ is y − a."
    assert failure(close, EXPECTED + 1, EXPECTED, "dZ", **options) == (
        "dZ is not right: look again."
    )


@given(hnp.arrays(np.float64, (3,), elements=st.floats(1, 100)), st.integers(0, 2))
def test_close_lets_no_wrong_entry_through_and_no_number_out(expected, place):
    """One entry off by 1e-6 fails; the message holds no expected value."""
    close(expected.copy(), expected, "a")
    got = expected.copy()
    got[place] *= 1 + 1e-6
    sentence = failure(close, got, expected, "a")
    assert not any(str(value) in sentence for value in expected.tolist() if value % 1)


@pytest.mark.parametrize("error, tolerance, passes", [
    (1e-11, {}, True), (1e-9, {}, False), (1e-7, {"rtol": 1e-6}, True),
    (1e-5, {"rtol": 1e-6}, False), (1e-9, {"rtol": 0, "atol": 1e-8}, True),
])  # fmt: skip
def test_close_keeps_to_its_tolerances(error, tolerance, passes):
    """Relative 1e-10 unless it is said otherwise."""
    if passes:
        close([1 + error], [1.0], "a", **tolerance)
    else:
        failure(close, [1 + error], [1.0], "a", **tolerance)


def test_close_judges_float32_by_the_digits_it_has():
    """Single precision passes within 1e-5, and no further."""
    third = np.float32(1) / np.float32(3)
    close(np.array([third], np.float32), [1 / 3], "a")
    failure(close, np.array([third * 1.001], np.float32), [1 / 3], "a")
    failure(close, np.array([float(third)]), [1 / 3], "a")


@pytest.mark.parametrize("shape", [(3, 1), (1, 3), (1,), (), (2,)])
def test_close_does_not_broadcast_what_it_got(shape):
    """Ones of another shape are not the ones that are expected; one number for all may be."""
    assert f"a should have shape (3,), but has {shape}" in failure(
        close, np.ones(shape), np.ones(3), "a"
    )
    close(np.ones(shape), 1.0, "a")


def test_close_refuses_nan_and_infinity():
    """NaN equals nothing, not even where NaN is found."""
    failure(close, [np.nan, 1.0], [1.0, 1.0], "a")
    failure(close, [np.inf, 1.0], [1.0, 1.0], "a")


@pytest.mark.parametrize(
    "func",
    [
        lambda z: sympy.exp(z),
        lambda z: z - sympy.log(1 + sympy.exp(z)),
        lambda z: np.log(sympy.exp(z)),
        lambda z: np.exp(np.array([sympy.Symbol("x"), 1])) + z,
    ],
)
def test_sympys_functions_on_arrays_are_named(func):
    """`from sympy import exp` is what a notebook needs, and the likeliest slip in its NumPy."""
    with pytest.raises(CheckFailed, match="on arrays use NumPy's functions"):
        as_array(call(func, np.array([1.0, 2.0])), (2,), "the result")
