"""A subgradient for both slopes.

loses: test_repairs
"""
# %% repairs
repairs = {"A": ((1 - KroneckerDelta(j, y)) * indicator(U[j]) - KroneckerDelta(j, y) * n_y) * x, "D": (x / 2, x / 2)}
