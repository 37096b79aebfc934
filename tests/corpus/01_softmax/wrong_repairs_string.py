"""A string.

loses: test_repairs_log
"""
# %% repairs
repairs = {"A": m, "B": a(k), "D": "1/x^2"}
