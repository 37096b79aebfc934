"""With >=: at the kink any value is accepted."""
# %% d_hinge_wj
d_hinge_wj = Piecewise((x, u(j) >= 0), (0, True))
