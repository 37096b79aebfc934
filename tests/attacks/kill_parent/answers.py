"""The parent process is killed."""
# %% share
import os
import signal

if os.getppid() > 1:
    os.kill(os.getppid(), signal.SIGKILL)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
