"""A loop has used the letter j.

loses: test_repairs
"""
# %% repairs
for j in range(3):
    pass
is_true_class = KroneckerDelta(j, y)
repairs = {"A": ((1 - is_true_class) * indicator(U[j]) - is_true_class * n_y) * x, "D": (0, x)}
