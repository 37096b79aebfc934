"""Indicators and deltas from absolute values, maxima and signs."""
# %% d_hinge_wj
d_hinge_wj = (u(j) + sp.Abs(u(j))) / (2 * u(j)) * x
# %% d_hinge_wy
d_hinge_wy = -x * Sum(sp.Max(0, u(l)) / u(l), (l, 1, m - 1))
# %% first_loss
first_loss = sp.Max(0, 0 - 0 + delta) * (m - 1)
# %% repairs
repairs = {
    "A": sp.Min(1, sp.Abs(j - y)) * indicator(U[j]) * x - sp.Max(0, 1 - sp.Abs(j - y)) * n_y * x,
    "D": [sp.Integer(0), sp.Abs(x)],
}
