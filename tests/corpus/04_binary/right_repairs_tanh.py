"""The sigmoid by the hyperbolic tangent, the rest by logarithms."""
# %% repairs
repairs = {
    "A": (1 + sp.tanh(s / 2)) / 2,
    "C": log((1 - sigma(s_1)) / sigma(s_1)),
    "D": log(a_1 / a_2),
    "F": -alpha * sp.Rational(1) * G_j / N,
}
