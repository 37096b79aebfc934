"""The largest violator alone.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -indicator(Sum(Max(0, u(l)), (l, 1, m - 1))) * x
