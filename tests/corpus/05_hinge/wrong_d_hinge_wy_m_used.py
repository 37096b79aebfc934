"""The letter m is a number.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
m = 4
d_hinge_wy = -Sum(indicator(u(l)), (l, 1, m - 1)) * x
