"""Half of the rivals that violate the margin.

loses: test_d_hinge_wy
"""
# %% d_hinge_wy
d_hinge_wy = -Sum(indicator(u(l)), (l, 1, m - 1)) * x / 2
