"""Held back from evaluation, in a symbol of the same name."""
# %% first_loss
first_loss = sp.Mul(sp.Symbol("Delta", positive=True), sp.UnevaluatedExpr(m - 1), evaluate=False)
