"""The delta is on the wrong case.

loses: test_repairs
"""
# %% repairs
repairs = {"A": (KroneckerDelta(j, y) * indicator(U[j]) - (1 - KroneckerDelta(j, y)) * n_y) * x, "D": (0, x)}
