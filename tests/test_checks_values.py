"""What a student's function may return, and what it may do beside: one rule for all topics."""

from __future__ import annotations

import sys
import warnings
from array import array
from collections import UserList, deque, namedtuple
from fractions import Fraction
from itertools import accumulate
from typing import Any

import numpy as np
import pytest
import sympy as sp

from ce_helpers.calls import call, parts, require_fresh
from ce_helpers.checking import CheckFailed, as_array

Fit = namedtuple("Fit", "theta history")


class Iterable:
    """A type of one's own that can be gone through."""

    def __iter__(self) -> Any:
        return iter([1, 2, 3])


@pytest.mark.parametrize(
    "value",
    [
        deque([1, 2, 3]),
        array("d", [1, 2, 3]),
        UserList([1, 2, 3]),
        {"a": 1, "b": 2, "c": 3}.values(),
        accumulate([1, 1, 1]),
        Iterable(),
        np.array([1, 2, 3], dtype=object),
        np.ma.masked_array([1, 2, 3], mask=False),
        np.array([1, 2, 3], dtype=np.longdouble),
        [Fraction(1), sp.Integer(2), np.float32(3)],
        (sp.Float(1), sp.Rational(2), np.float64(3)),
    ],
)
def test_plain_numbers_count_in_whatever_they_come(value: Any) -> None:
    """The values are what an exercise asks for."""
    np.testing.assert_array_equal(as_array(value, (3,), "p").astype(float), [1.0, 2.0, 3.0])


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_a_matrix_is_an_array_of_two_axes() -> None:
    """Its products are none of an array."""
    assert type(as_array(np.asmatrix(np.eye(2)), (2, 2), "W")) is np.ndarray


@pytest.mark.parametrize(
    "value, words",
    [
        (np.ma.masked_array([1, 2, 3], mask=[0, 1, 0]), "p has masked entries"),
        ([sp.Symbol("x"), 1, 2], "p holds x, a symbol of the notebook's algebra"),
        ([sp.exp(2), 1, 2], "p holds SymPy expressions"),
        ([object(), 1, 2], "p should be an array of numbers"),
        ("123", "p should be an array of numbers"),
        ({1: 2}, "p should be an array of numbers"),
    ],
)
def test_what_holds_no_plain_numbers_is_told_what_it_is(value: Any, words: str) -> None:
    """A mask in force hides an entry that is asked for."""
    with pytest.raises(CheckFailed, match=words):
        as_array(value, (3,), "p")


@pytest.mark.parametrize("value", [(1, 2), [1, 2], Fit(1, 2), deque([1, 2]), map(int, "12")])
def test_two_things_come_in_any_sequence(value: Any) -> None:
    """A namedtuple as well as a pair."""
    assert parts(value, ("theta", "history"), "fit") == (1, 2)


@pytest.mark.parametrize("value", ["ab", 1, (1, 2, 3), {"theta": 1, "history": 2}, np.ones(2)])
def test_what_are_not_two_things_is_told_so(value: Any) -> None:
    """An array or a dictionary is one thing."""
    with pytest.raises(CheckFailed, match="fit should return two things: theta, history"):
        parts(value, ("theta", "history"), "fit")


def test_neither_stderr_nor_numpys_settings_cost_an_answer_anything(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A progress bar goes nowhere; overflow warns, as it does without a setting."""

    def talkative(z: Any) -> Any:
        print("3 of 7", file=sys.stderr)
        return np.exp(z)

    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isinf(call(talkative, np.array(1e4)))
    assert capfd.readouterr().err == ""


def test_read_only_arguments_that_are_written_to_have_their_sentence() -> None:
    """NumPy speaks of an output array, which is the caller's."""
    given = np.ones(2)
    given.flags.writeable = False
    with pytest.raises(CheckFailed, match="changed an argument in place; work on a new array"):
        call(lambda z: np.exp(z, out=z), given, pure=True)


def test_a_result_that_the_next_call_overwrites_is_told() -> None:
    """One buffer for all calls."""
    buffer = np.zeros(2)

    def doubled(z: Any) -> Any:
        buffer[:] = 2 * z
        return buffer

    require_fresh(np.exp, [np.zeros(2)], [np.ones(2)])
    with pytest.raises(CheckFailed, match="which the next call overwrites"):
        require_fresh(doubled, [np.zeros(2)], [np.ones(2)])
