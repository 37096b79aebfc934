"""Heaviside and x multiplied out."""
# %% repairs
repairs = {"A": sp.Heaviside(U[j]) * x * (1 - KroneckerDelta(j, y)) - n_y * x * KroneckerDelta(y, j), "D": [0, x]}
