"""What the points and left sides behind the symbolic checks of 02_cross_entropy promise."""

import numpy as np
import pytest
from sympy import KroneckerDelta, Product, Sum

from ce_helpers import cross_entropy as check
from ce_helpers.checking import CheckFailed
from ce_helpers.cross_entropy import claims
from ce_helpers.cross_entropy.symbolic import a, c, chain_points, log, random_point, y
from ce_helpers.symbolic import j, k, m, value_at


def test_points_satisfy_both_constraints():
    """Softmax and targets sum to 1 at every point, and j runs over all classes."""
    drawn = list(chain_points(np.random.default_rng(0)))
    every = [one for classes in (2, 3, 4, 11) for one in range(1, classes + 1)]
    assert [point.letter("j") for point in drawn] == every
    for point in drawn:
        assert sum(point.entries["y"]) == sum(point.entries["a"]) == 1


@pytest.mark.parametrize("seed", range(5))
def test_left_sides_are_what_numpy_measures(seed):
    """Loss, likelihood and derivative at a point agree with plain floating point."""
    point = random_point(np.random.default_rng(seed), 4).with_letters(j=3, p=2)
    u, y = (np.array(array, float) for array in (point.exponentials["z"], point.entries["y"]))
    a = u / u.sum()
    left = {letter: line.left for letter, line in claims.CLAIMS.lines.items()}
    assert float(value_at(left["A"], point, "the loss")) == pytest.approx(-(y * np.log(a)).sum())
    assert float(left["K"](point)) == pytest.approx(a[2] - y[2])
    assert float(value_at(left["B"], point, "the likelihood")) == pytest.approx(a[1])


PRINTED = claims.printed_lines()
VERDICTS = {letter: letter in "EIK" for letter in PRINTED}
REASONS = dict(zip("ABCDFGHJLMN", (
    "index index sign score index free path swap sign sign sign".split()
), strict=True))  # fmt: skip
_LOSS = -Sum(y[k] * log(a[k]), (k, 1, m))
_SLOPE = Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (k, 1, m))
REPAIRS = {
    **dict.fromkeys("ACD", _LOSS),
    **dict.fromkeys("FGHLMN", _SLOPE),
    "B": Product(a[c] ** y[c], (c, 1, m)),
    "J": KroneckerDelta(k, j),
}


def lost(verdicts=VERDICTS, reasons=REASONS, repairs=REPAIRS):
    """Return the checks of the printed lines that do not pass."""
    found = set()
    for name in ("verdicts_loss", "verdicts_gradient"):
        found |= _lost(name, verdicts, PRINTED, reasons)
    for name in ("repairs_loss", "repairs_sums", "repairs_sign"):
        found |= _lost(name, repairs, PRINTED)
    return found


def _lost(name, *answers):
    try:
        getattr(check, name)(*answers)
    except CheckFailed:
        return {name}
    return set()


@pytest.mark.parametrize("letter", PRINTED)
def test_a_slip_in_any_line_costs_the_point_of_its_group(letter):
    """Asked or told: a verdict, a reason or a repair that is given is judged."""
    group = {"verdicts_loss" if letter in "ABCDE" else "verdicts_gradient"}
    assert lost(verdicts={**VERDICTS, letter: not VERDICTS[letter]}) == group
    assert lost(reasons={**REASONS, letter: "kink"}) == group
    if letter in REPAIRS:
        groups = {"repairs_loss": "ABCD", "repairs_sums": "FGH", "repairs_sign": "JLMN"}
        of = {name for name, letters in groups.items() if letter in letters}
        assert lost(repairs={**REPAIRS, letter: PRINTED[letter]}) == of


@pytest.mark.parametrize("letter", PRINTED)
def test_a_line_that_is_told_may_be_left_out(letter):
    """One that is asked may not."""
    given = (VERDICTS, REASONS, REPAIRS)
    parts = [{one: answer[one] for one in answer if one != letter} for answer in given]
    assert (lost(*parts) == set()) == (letter not in claims.CLAIMS.asked)


@pytest.mark.parametrize(
    "steps, words",
    [
        ((step for step in [claims.LOSS]), "is a generator, which can be read only once: make it"),
        ([], "dL_dz_steps is empty: write a list of expressions"),
        (object(), "dL_dz_steps is a value of type object, which cannot be graded"),
        (claims.LOSS, "should be a list of expressions, not a value of type Mul"),
        (None, "dL_dz_steps is still None: replace it by a list of expressions"),
    ],
)
def test_what_is_no_list_of_steps_is_told_in_both_checks(steps, words):
    """A generator would be empty for the second one, which says so instead."""
    for judge in (check.dL_dz_steps_ends, check.dL_dz_steps_pairs):
        with pytest.raises(CheckFailed, match=words):
            judge(steps)


def test_rows_of_different_lengths_are_told_in_a_sentence():
    """NumPy's own error says nothing of rows."""
    with pytest.raises(CheckFailed, match="one_hot should be an array of numbers"):
        check.one_hot_values(lambda labels, n_classes: [[1.0, 0.0], [1.0]])
