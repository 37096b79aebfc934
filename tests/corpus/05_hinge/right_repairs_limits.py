"""The slopes as one-sided limits."""
# %% repairs
h = sp.Symbol("h", positive=True)
kd = KroneckerDelta(j, y)
repairs = {
    "A": (1 - kd) * indicator(U[j]) * x - kd * n_y * x,
    "D": (sp.Integer(0), sp.limit(h * x / h, h, 0)),
}
