"""The sum still to n.

loses: test_repairs_classes
"""
# %% repairs
repairs = {"A": m, "B": claims["B"], "D": 1 / x**2}
