"""Exceptions with a message of a hundred megabytes and a long chain."""
# %% share
def share(v):
    raise ValueError("A" * 100_000_000)

# %% total
def total(numbers):
    error = ValueError("end")
    for _ in range(500):
        previous, error = error, ValueError("link")
        error.__cause__ = previous
    raise error

# %% slope
slope = 2 * x * sp.exp(x**2)
