"""The sum counts from 0 to m - 2."""
# %% d_hinge_wy
d_hinge_wy = -Sum(indicator(u(l + 1)), (l, 0, m - 2)) * x
