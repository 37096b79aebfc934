"""The letter l is a number.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
l = 2
d_hinge_wy = -Sum(indicator(u(l)), (j, 1, m - 1)) * x
