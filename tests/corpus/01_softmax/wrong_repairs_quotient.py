"""The slope of (log x)/x.

loses: test_repairs_log
"""
# %% repairs
repairs = {"A": m, "B": a(k), "D": (1 - log(x)) / x**2}
