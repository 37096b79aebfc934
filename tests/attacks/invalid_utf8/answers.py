"""Output that is no UTF-8, with escapes and surrogates."""
# %% share
import os
import sys

os.write(1, b"\xff\xfe\x00\x80")
print("\ud800 \x1b]0;title\x07 \x1b[2J \0")
sys.stdout.flush()
raise ValueError("\udcff \x1b[31m")

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
