"""An object with hostile attributes stands for the function."""
# %% share
class Function:
    def __getattr__(self, name):
        raise SystemExit(name)

    def __call__(self, v):
        return v / v.sum()

    @property
    def __name__(self):
        return "<script>window.live7c1f = 1</script>" * 10_000


share = Function()

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
