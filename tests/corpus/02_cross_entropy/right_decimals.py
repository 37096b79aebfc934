"""Decimals that are exact.
"""
# %% dL_da
dL_da = -1.0 * y[j] * a[j] ** -1.0
# %% dL_dz_steps
dL_dz_steps = [chain_sum, 1.0 * a[j] * Sum(y[k], (k, 1, m)) - 1.0 * y[j], a[j] - y[j]]
# %% repairs
repairs = {letter: -1.0 * claims[letter] for letter in "CLMN"}
repairs |= {"A": repairs["C"], "B": a[p] ** 1.0, "D": repairs["C"]}
repairs |= {"F": chain_sum, "G": -1.0 * Sum(y[k] * (KroneckerDelta(k, j) - a[j]), (k, 1, m)), "H": chain_sum}
repairs["J"] = 1.0 - 1.0 * claims["J"]
