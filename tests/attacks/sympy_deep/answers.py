"""An expression nested ten thousand deep."""
# %% share
def share(v):
    return v / v.sum()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
import sys

sys.setrecursionlimit(1_000_000)
slope = x
for _ in range(10_000):
    slope = sp.sin(slope, evaluate=False)
