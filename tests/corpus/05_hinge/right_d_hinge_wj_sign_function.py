"""Half of 1 plus the sign."""
# %% d_hinge_wj
d_hinge_wj = x * (1 + sp.sign(u(j))) / 2
