"""The denominator dropped.

loses: test_repairs_classes
"""
# %% repairs
repairs = {"A": m, "B": exp(z[k]), "D": 1 / x**2}
