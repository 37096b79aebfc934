"""ctypes writes into the memory of the argument."""
# %% share
import ctypes


def share(v):
    ctypes.memset(v.ctypes.data, 0, v.nbytes)
    return v
