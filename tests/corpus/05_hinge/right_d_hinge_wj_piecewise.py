"""A Piecewise with the slope inside."""
# %% d_hinge_wj
d_hinge_wj = Piecewise((x, w[j] * x + 1 > w_y * x), (0, True))
