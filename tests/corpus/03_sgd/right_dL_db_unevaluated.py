"""Held back by SymPy."""

# %% dL_db
dL_db = sp.UnevaluatedExpr(a[j]) - y[j]
