"""The sum for one example.

loses: test_repairs_classes
"""
# %% repairs
repairs = {"A": m, "B": exp(z[k]) / (exp(z[1]) + exp(z[2]) + exp(z[3])), "D": 1 / x**2}
