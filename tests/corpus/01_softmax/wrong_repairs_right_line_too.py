"""A line that holds repaired as well.

loses: test_repairs_classes, test_repairs_log
"""
# %% repairs
repairs = {"A": m, "B": a(k), "C": sigma, "D": 1 / x**2}
