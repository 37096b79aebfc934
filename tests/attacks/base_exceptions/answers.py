"""KeyboardInterrupt, SystemExit, GeneratorExit and StopIteration are raised."""
# %% share
def share(v):
    raise KeyboardInterrupt if len(v) == 2 else SystemExit(0)

# %% total
def total(numbers):
    raise GeneratorExit

# %% slope
slope = 2 * x * sp.exp(x**2)
