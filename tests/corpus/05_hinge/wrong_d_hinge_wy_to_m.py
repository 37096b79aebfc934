"""The sum runs to m: one rival too many.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -Sum(indicator(u(l)), (l, 1, m)) * x
