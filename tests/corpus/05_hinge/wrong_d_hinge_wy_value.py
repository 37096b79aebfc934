"""The terms' values in the place of the indicators.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -Sum(Max(0, u(l)), (l, 1, m - 1)) * x
