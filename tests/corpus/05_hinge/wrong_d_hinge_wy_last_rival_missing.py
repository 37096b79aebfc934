"""The sum ends before the last rival.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -Sum(indicator(u(l)), (l, 1, m - 2)) * x
