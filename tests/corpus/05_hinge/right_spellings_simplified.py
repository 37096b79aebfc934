"""What simplify, expand, factor and together make of the answers."""
# %% d_hinge_wj
d_hinge_wj = sp.simplify(indicator(u(j)) * x)
# %% d_hinge_wy
d_hinge_wy = sp.factor(sp.expand(-Sum(indicator(u(l)), (l, 1, m - 1)) * x))
# %% first_loss
first_loss = sp.together((m**2 - 1) / (m + 1) * delta)
# %% repairs
repairs = {
    "A": sp.simplify(((1 - KroneckerDelta(j, y)) * indicator(U[j]) - KroneckerDelta(j, y) * n_y) * x),
    "D": (0, sp.simplify(x)),
}
