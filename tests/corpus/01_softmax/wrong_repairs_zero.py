"""Zero.

loses: test_repairs_log
"""
# %% repairs
repairs = {"A": m, "B": a(k), "D": 0}
