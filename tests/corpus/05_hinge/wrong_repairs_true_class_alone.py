"""(4) for every j.

loses: test_repairs
"""
# %% repairs
repairs = {"A": -n_y * x, "D": (0, x)}
