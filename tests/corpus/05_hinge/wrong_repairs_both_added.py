"""(3) is not switched off at j = y.

loses: test_repairs
"""
# %% repairs
repairs = {"A": (indicator(U[j]) - KroneckerDelta(j, y) * n_y) * x, "D": (0, x)}
