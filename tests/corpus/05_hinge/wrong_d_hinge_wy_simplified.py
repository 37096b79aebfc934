"""simplify takes the rival out of its sum.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = sp.simplify(-Sum(indicator(u(l)), (l, 1, m - 1)) * x)
