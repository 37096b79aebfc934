"""The length for one example.

loses: test_repairs_classes
"""
# %% repairs
repairs = {"A": 3, "B": a(k), "D": 1 / x**2}
