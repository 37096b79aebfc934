"""A fork that answers in the place of the first process."""
# %% share
import os


def share(v):
    os.fork()
    return np.full(v.shape, 0.5)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
