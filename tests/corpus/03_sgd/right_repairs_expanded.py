"""Multiplied out."""

# %% repairs
repairs = {"B": a[j] * x[i] - a[j] * y[j] * x[i], "D": sp.Integer(1) / N}
