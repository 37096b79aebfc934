"""A maximum of u and 0, divided by u."""
# %% d_hinge_wj
d_hinge_wj = x * Max(0, u(j)) / u(j)
