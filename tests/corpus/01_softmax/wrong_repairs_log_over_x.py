"""log x divided by x.

loses: test_repairs_log
"""
# %% repairs
repairs = {"A": m, "B": a(k), "D": log(x) / x}
