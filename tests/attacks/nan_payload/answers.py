"""NaN with payloads, infinities and signalling NaN."""
# %% share
def share(v):
    bits = np.full(v.shape, 0x7FF0DEADBEEF0001, dtype=np.uint64)
    return bits.view(np.float64)

# %% total
def total(numbers):
    return float("nan")

# %% slope
slope = sp.nan
