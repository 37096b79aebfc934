"""Indicators and deltas as powers of 0."""
# %% d_hinge_wj
d_hinge_wj = x * 0 ** sp.Max(0, -u(j))
# %% d_hinge_wy
d_hinge_wy = -x * Sum(0 ** sp.Max(0, -u(l)), (l, 1, m - 1))
# %% first_loss
first_loss = Sum(delta * (1 - 0 ** sp.Abs(l - 1)), (l, 1, m))
# %% repairs
repairs = {
    "A": ((1 - 0 ** sp.Abs(j - y)) * indicator(U[j]) - 0 ** sp.Abs(j - y) * n_y) * x,
    "D": (0 * x, x),
}
