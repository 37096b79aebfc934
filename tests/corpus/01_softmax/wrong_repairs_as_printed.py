"""Copied from the print.

loses: test_repairs_classes, test_repairs_log
"""
# %% repairs
repairs = {"A": n, "B": claims["B"], "D": 1 / x}
