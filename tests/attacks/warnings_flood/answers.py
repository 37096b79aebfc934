"""A hundred thousand warnings, some of hostile classes."""
# %% share
import warnings


class Odd(Warning):
    def __str__(self):
        return "<script>window.live7c1f = 1</script>" * 100


def share(v):
    warnings.simplefilter("always")
    for number in range(100_000):
        warnings.warn(Odd(number), stacklevel=1)
    return np.full(v.shape, 0.5)

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
