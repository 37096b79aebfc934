"""A random generator with a forged bit generator."""
# %% total
class Bits(np.random.PCG64):
    @property
    def state(self):
        return {"bit_generator": "PCG64", "state": {"state": 1 << 10_000, "inc": "x"}, "has_uint32": [], "uinteger": None}


def total(numbers):
    return np.random.Generator(Bits(1))

# %% slope
slope = 2 * x * sp.exp(x**2)
