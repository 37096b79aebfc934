"""The term j = y is counted too.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -(1 + Sum(indicator(u(l)), (l, 1, m - 1))) * x
