"""Keys in lower case.

loses: test_repairs
"""
# %% repairs
repairs = {"a": ((1 - KroneckerDelta(j, y)) * indicator(U[j]) - KroneckerDelta(j, y) * n_y) * x, "d": (0, x)}
