"""Arguments are resized, retyped and filled with objects."""
# %% share
def share(v):
    v.setflags(write=True)
    v.resize(10, refcheck=False)
    v.dtype = np.uint8
    v[:] = 1
    return np.array([0.25, 0.75])

# %% total
def total(numbers):
    numbers[:] = [numbers, object(), lambda: 6] * 3
    return 0

# %% slope
slope = 2 * x * sp.exp(x**2)
