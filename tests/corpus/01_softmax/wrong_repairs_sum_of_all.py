"""The sum of all entries for one of them.

loses: test_repairs_classes
"""
# %% repairs
repairs = {"A": m, "B": 1, "D": 1 / x**2}
