"""All rivals less those that keep the margin."""
# %% d_hinge_wy
d_hinge_wy = x * (Sum(Piecewise((1, u(l) <= 0), (0, True)), (l, 1, m - 1)) - (m - 1))
