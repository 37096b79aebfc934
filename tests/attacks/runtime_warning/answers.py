"""A right answer that warns on stderr keeps its points."""
# %% share
import sys
import warnings


def share(v):
    np.log(np.zeros(1))
    warnings.warn("numerically delicate", RuntimeWarning, stacklevel=2)
    print("thinking", file=sys.stderr)
    return v / v.sum()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
