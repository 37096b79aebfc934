"""Factors that SymPy is told to leave alone."""
# %% d_hinge_wj
d_hinge_wj = sp.UnevaluatedExpr(indicator(u(j))) * x
# %% d_hinge_wy
d_hinge_wy = sp.Mul(-x, sp.UnevaluatedExpr(Sum(indicator(u(l)), (l, 1, m - 1))), evaluate=False)
# %% first_loss
first_loss = sp.UnevaluatedExpr(delta) * (m - 1)
# %% repairs
repairs = {"A": ((1 - KroneckerDelta(j, y)) * indicator(U[j]) - KroneckerDelta(j, y) * n_y) * sp.UnevaluatedExpr(x), "D": (0, sp.UnevaluatedExpr(x))}
