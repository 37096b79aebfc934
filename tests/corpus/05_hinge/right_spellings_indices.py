"""Indices of type Idx, and other letters under the sum."""
# %% d_hinge_wj
d_hinge_wj = indicator(w[sp.Idx("j")] * x - w_y * x + 1) * x
# %% d_hinge_wy
d_hinge_wy = -Sum(indicator(u(sp.Idx("i"))), (sp.Idx("i"), 1, m - 1)) * x
# %% first_loss
first_loss = sp.summation(delta, (j, 1, m - 1))
# %% repairs
repairs = {
    "A": (indicator(U[j]) - KroneckerDelta(j, y) * Sum(indicator(U[l]), (l, 1, m))) * x,
    "D": (0, x),
}
