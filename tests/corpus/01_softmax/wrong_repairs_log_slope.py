"""The slope of log x, not divided by x.

loses: test_repairs_log
"""
# %% repairs
repairs = {"A": m, "B": a(k), "D": 1 / x}
