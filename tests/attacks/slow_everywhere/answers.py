"""Every call takes nearly as long as it may."""
# %% share
import time


def share(v):
    time.sleep(1.5)
    return v / v.sum()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
