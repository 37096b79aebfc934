"""Structured, date, string and huge-itemsize arrays."""
# %% share
def share(v):
    if len(v) == 2:
        return np.zeros(2, dtype=[("a", "f8"), ("b", "O")])
    return np.zeros(5, dtype="V1000000")

# %% total
def total(numbers):
    return np.array(["6"] * 3).astype("S6")
