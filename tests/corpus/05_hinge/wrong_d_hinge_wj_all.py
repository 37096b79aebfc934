"""All rivals' indicators, added.

loses: test_d_hinge_wj
"""
# %% d_hinge_wj
d_hinge_wj = Sum(indicator(u(l)), (l, 1, m - 1)) * x
