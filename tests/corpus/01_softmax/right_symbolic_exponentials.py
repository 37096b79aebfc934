"""Written with exponentials.
"""
# %% d_logistic
d_logistic = exp(-s) / (1 + exp(-s)) ** 2
# %% da_same
da_same = exp(z[k]) * (S - exp(z[k])) / S**2
# %% da_other
da_other = -exp(z[k] + z[j]) / S**2
# %% da
da = exp(z[k]) * (KroneckerDelta(k, j) * S - exp(z[j])) / S**2
# %% verdicts
verdicts = {"A": 2 == 3, "B": False, "C": 1 == 1, "D": False}
# %% repairs
repairs = {"A": m, "B": exp(z[k]) / S, "D": (1 / x) / x}
