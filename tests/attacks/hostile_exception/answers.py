"""An exception whose text, class and traceback are traps."""
# %% share
class Trap(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__
    __class__ = property(lambda self: AssertionError)


def share(v):
    raise Trap

# %% total
class Loud(Exception):
    def __str__(self):
        raise SystemExit("str")


def total(numbers):
    raise Loud

# %% slope
slope = 2 * x * sp.exp(x**2)
