"""Decimals, quotients of exponentials, a logarithm."""
# %% repairs
repairs = {
    "A": exp(s) / (exp(s) + 1.0),
    "C": -1.0 * s_1,
    "D": log(a_1) - log(a_2),
    "F": alpha * G_j * N**-1.0 * -1.0,
}
