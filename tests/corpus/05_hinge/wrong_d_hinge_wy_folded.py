"""piecewise_fold takes the condition out of its sum.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = sp.piecewise_fold(-Sum(indicator(u(l)), (l, 1, m - 1)) * x)
