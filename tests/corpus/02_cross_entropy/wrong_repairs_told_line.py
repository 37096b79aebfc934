"""The five that are asked, and one more, as printed.

loses: test_repairs_loss
"""
# %% repairs
repairs = {"A": -Sum(y[k] * log(a[k]), (k, 1, m)), "B": claims["B"], "D": -Sum(y[k] * log(a[k]), (k, 1, m)), "G": chain_sum, "H": chain_sum, "N": a[j] - y[j]}
