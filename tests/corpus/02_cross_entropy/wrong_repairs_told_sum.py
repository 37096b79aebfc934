"""A sum that is told, not asked, and has come to its end.

loses: test_repairs_sums
"""
# %% repairs
repairs = {"A": -Sum(y[k] * log(a[k]), (k, 1, m)), "D": -Sum(y[k] * log(a[k]), (k, 1, m)), "F": a[j] - y[j], "G": chain_sum, "H": chain_sum, "N": a[j] - y[j]}
