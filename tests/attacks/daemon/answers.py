"""A daemon detaches itself by a double fork and setsid."""
# %% share
import os
import sys

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 64)
        os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)", "ce-attack-" + "trace"])
    os._exit(0)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
