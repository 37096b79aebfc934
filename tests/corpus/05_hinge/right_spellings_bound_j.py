"""The rival of the sum is called j, and counted from behind."""
# %% d_hinge_wy
d_hinge_wy = -Sum(indicator(u(m - j)), (j, 1, m - 1)) * x
