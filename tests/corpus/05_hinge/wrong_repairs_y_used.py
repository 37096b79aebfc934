"""The letter y is a number.

loses: test_repairs
"""
# %% repairs
y = 2
is_true_class = KroneckerDelta(j, y)
repairs = {"A": ((1 - is_true_class) * indicator(U[j]) - is_true_class * n_y) * x, "D": (0, x)}
