# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}
# ---

# %% [markdown]
# # The course that is attacked
# A small assignment of every kind of cell, so that the attacks run fast and do not depend on
# the five real ones.

# %% nbgrader={"grade_id": "setup", "locked": true}
import numpy as np
import sympy as sp

from ce_helpers.calls import call
from ce_helpers.checking import as_array
from ce_helpers.closeness import close

x = sp.Symbol("x", real=True)
WEIGHTS = np.array([1.0, 3.0])

# %% nbgrader={"grade_id": "share", "solution": true}
def share(v):
    """Return the entries of a positive vector, divided by their sum."""
    ### BEGIN SOLUTION
    return v / v.sum()
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_share", "points": 1}
close(as_array(call(share, WEIGHTS), (2,), "share"), [0.25, 0.75], "share")

# %% nbgrader={"grade_id": "test_share_hidden", "points": 3}
assert share(np.array([2.0, 2.0]))[0] == 0.5
### BEGIN HIDDEN TESTS
# HIDDEN-SOURCE-7c1f
from ce_helpers.reference.seed import grading_rng

hidden_vector = grading_rng("share").uniform(1, 2, size=5)
hidden_expected = hidden_vector / hidden_vector.sum()
np.testing.assert_allclose(share(hidden_vector), hidden_expected, err_msg="HIDDEN-MESSAGE-7c1f")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "total", "solution": true}
def total(numbers):
    """Return the sum of a list of whole numbers."""
    ### BEGIN SOLUTION
    return sum(numbers)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_total", "points": 2}
assert total([1, 2, 3]) == 6
### BEGIN HIDDEN TESTS
# HIDDEN-SOURCE-7c1f
assert total(list(range(10))) == 45
for got, expected in zip(map(total, [[4], [3, 5]]), [4, 8], strict=False):
    assert got == expected
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "slope", "solution": true}
slope = None  # replace None by the derivative of exp(x**2) as a SymPy expression in x
### BEGIN SOLUTION
slope = 2 * x * sp.exp(x**2)
### END SOLUTION

# %% nbgrader={"grade_id": "test_slope", "points": 4}
assert slope is not None, "slope is still None"
### BEGIN HIDDEN TESTS
# HIDDEN-SOURCE-7c1f
assert sp.simplify(slope - 2 * x * sp.exp(x**2)) == 0
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "essay", "solution": true, "points": 2}
# Say in one sentence why a share is never negative.
