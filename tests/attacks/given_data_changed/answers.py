"""The given data are changed in place before the test."""
# %% share
WEIGHTS[:] = [0.25, 0.75]


def share(v):
    v[:] = 0.5
    return v
