"""An array for the pair, and decimals."""
# %% repairs
repairs = {
    "A": x * ((1.0 - KroneckerDelta(j, y)) * sp.Heaviside(U[j], 0) - 1.0 * KroneckerDelta(j, y) * n_y),
    "D": np.array([0.0, x]),
}
