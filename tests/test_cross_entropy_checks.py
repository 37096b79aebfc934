"""What the points and left sides behind the symbolic checks of 02_cross_entropy promise."""

import numpy as np
import pytest

from ce_helpers import cross_entropy as check
from ce_helpers.checking import CheckFailed
from ce_helpers.cross_entropy import claims
from ce_helpers.cross_entropy.symbolic import chain_points, random_point
from ce_helpers.symbolic import value_at


def test_points_satisfy_both_constraints():
    """Softmax and targets sum to 1 at every point, and j runs over all classes."""
    drawn = list(chain_points(np.random.default_rng(0)))
    assert [point.letter("j") for point in drawn] == [1, 2, 1, 2, 3, 1, 2, 3, 4]
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
