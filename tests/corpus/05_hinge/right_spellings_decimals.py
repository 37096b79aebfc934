"""Exact decimals in the place of whole numbers and halves."""
# %% d_hinge_wj
d_hinge_wj = x**1.0 * 0.5 * (1.0 + sp.sign(u(j)))
# %% d_hinge_wy
d_hinge_wy = -1.0 * Sum(sp.Heaviside(u(l)), (l, 1.0, m - 1.0)) * x
# %% first_loss
first_loss = 1.0 * delta * (m - 1.0)
# %% repairs
repairs = {"A": 1.0 * ((1 - KroneckerDelta(j, y)) * indicator(U[j]) - KroneckerDelta(j, y) * n_y) * x, "D": (0.0, 1.0 * x)}
