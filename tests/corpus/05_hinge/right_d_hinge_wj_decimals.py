"""Decimals, a held-back product, and an index of its own kind."""
# %% d_hinge_wj
k = sp.Idx("j")
d_hinge_wj = sp.UnevaluatedExpr(0.5 * x) * (1.0 + sp.sign(w[k] * x - w_y * x + 1.0))
