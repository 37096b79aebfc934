"""The length still n.

loses: test_repairs_classes
"""
# %% repairs
repairs = {"A": n, "B": a(k), "D": 1 / x**2}
