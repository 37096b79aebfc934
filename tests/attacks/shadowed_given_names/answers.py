"""The names of the given cell are defined again."""
# %% share
class Fake:
    def __getattr__(self, name):
        return lambda *args, **kwargs: self

    def __eq__(self, other):
        return True

    def __call__(self, *args, **kwargs):
        return self

    def __sub__(self, other):
        return self


np = sp = check = WEIGHTS = Fake()


def share(v):
    return v


def total(numbers):
    return 0


slope = np
