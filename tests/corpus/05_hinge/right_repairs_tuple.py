"""SymPy's Tuple, and the count written out."""
# %% repairs
others = Sum(indicator(U[l]), (l, 1, m)) - 1
repairs = {"A": indicator(U[j]) * x - KroneckerDelta(y, j) * (1 + others) * x, "D": sp.Tuple(0, x)}
