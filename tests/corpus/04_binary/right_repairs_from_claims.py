"""Derived from the printed lines."""
# %% repairs
repairs = {
    "A": claims["A"].subs(s, -s),
    "C": claims["C"] - 1,
    "D": claims["D"] - s_2,
    "F": claims["F"] / N,
}
