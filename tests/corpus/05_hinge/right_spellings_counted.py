"""The violators are counted in a sum over all classes, the true one taken off."""
# %% repairs
repairs = {
    "A": (1 - KroneckerDelta(j, y)) * indicator(U[j]) * x
    - KroneckerDelta(j, y) * (Sum(indicator(U[l]), (l, 1, m)) - 1) * x,
    "D": (0, x),
}
