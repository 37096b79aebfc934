"""A list nested a hundred thousand deep, and one that holds itself."""
# %% share
def share(v):
    loop = []
    loop.append(loop)
    return loop

# %% total
def total(numbers):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep

# %% slope
slope = 2 * x * sp.exp(x**2)
