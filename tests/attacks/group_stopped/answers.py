"""Every process of the own group is stopped, then killed."""
# %% share
import os
import signal

os.kill(0, signal.SIGSTOP)


def share(v):
    os.kill(0, signal.SIGKILL)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)

