"""The sum begins with the second rival.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -Sum(indicator(u(l)), (l, 2, m - 1)) * x
