"""A fork bomb (bounded here)."""
# %% share
import ctypes
import os
import time

for _ in range(400):
    try:
        pid = os.fork()
    except OSError:
        break
    if pid == 0:
        ctypes.CDLL(None).prctl(15, b"ce-attack-" + b"trace")
        time.sleep(60)
        os._exit(0)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
