"""An endless loop in the answer cell."""
# %% share
while True:
    pass

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
