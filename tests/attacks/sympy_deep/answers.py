"""An expression nested deeper than may travel."""
# %% share
def share(v):
    return v / v.sum()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = x
for _ in range(200):
    slope = sp.sin(slope, evaluate=False)
