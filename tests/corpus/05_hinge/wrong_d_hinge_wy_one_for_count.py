"""-x for minus the count.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -indicator(Sum(indicator(u(l)), (l, 1, m - 1))) * x
