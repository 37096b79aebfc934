"""The sign where the slip is an index.

loses: test_repairs_loss, test_repairs_sums
"""
# %% repairs
repairs = {
    "A": -Sum(y[k] * log(a[k]), (k, 1, m)), "B": Product(a[c] ** y[c], (c, 1, m)),
    "C": -Sum(y[k] * log(a[k]), (k, 1, m)), "D": -Sum(y[k] * log(a[k]), (k, 1, m)),
    "F": chain_sum, "G": Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (k, 1, m)), "H": chain_sum,
    "J": KroneckerDelta(k, j), "L": -claims["L"], "M": -claims["M"], "N": -claims["N"],
}
repairs |= {letter: -claims[letter] for letter in 'AFGH'}
