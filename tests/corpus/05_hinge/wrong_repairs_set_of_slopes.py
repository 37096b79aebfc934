"""The slopes in a set, which has no order.

loses: test_repairs
"""
# %% repairs
repairs = {"A": ((1 - KroneckerDelta(j, y)) * indicator(U[j]) - KroneckerDelta(j, y) * n_y) * x, "D": {0, x}}
