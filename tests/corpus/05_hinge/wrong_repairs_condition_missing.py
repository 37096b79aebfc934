"""(3) for every j, as printed.

loses: test_repairs
"""
# %% repairs
repairs = {"A": indicator(U[j]) * x, "D": (0, x)}
