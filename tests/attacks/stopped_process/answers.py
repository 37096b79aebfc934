"""The process stops itself."""
# %% share
import os
import signal


def share(v):
    os.kill(os.getpid(), signal.SIGSTOP)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
