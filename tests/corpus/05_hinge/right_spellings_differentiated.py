"""What SymPy differentiates; one sum of derivatives."""
# %% d_hinge_wj
d_hinge_wj = sp.diff(sp.Max(0, u(j)).rewrite(Piecewise), w[j])
# %% d_hinge_wy
d_hinge_wy = Sum(sp.diff(Max(0, u(l)), w_y), (l, 1, m - 1))
# %% first_loss
first_loss = Sum(Max(0, delta), (l, 1, m - 1)).doit()
# %% repairs
repairs = {
    "A": ((1 - KroneckerDelta(j, y)) * indicator(U[j]) - KroneckerDelta(j, y) * n_y) * x,
    "D": (sp.diff(sp.S(0), x), sp.diff(x**2 / 2, x)),
}
