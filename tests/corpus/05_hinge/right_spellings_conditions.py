"""Cases with Eq, Ne, And, Not and nested conditions."""
# %% d_hinge_wj
d_hinge_wj = Piecewise((Piecewise((x, sp.Not(u(j) <= 0)), (0, True)), sp.Or(u(j) > 0, u(j) > 2)), (0, True))
# %% d_hinge_wy
d_hinge_wy = Sum(Piecewise((-x, sp.And(u(l) > 0, u(l) > -1)), (0, True)), (l, 1, m - 1))
# %% first_loss
first_loss = Sum(Piecewise((0, sp.Eq(l, 1)), (delta, True)), (l, 1, m))
# %% repairs
repairs = {
    "A": Piecewise((-n_y * x, sp.Eq(j - y, 0)), (indicator(U[j]) * x, sp.Ne(j, y))),
    "D": sp.Tuple(0, x),
}
