"""The sum counts from 0 to m - 2."""
# %% d_hinge_wy
d_hinge_wy = -Sum(indicator(u(k + 1)), (k, 0, m - 2)) * x
