"""Written with exponentials, beside one output each.
"""
# %% d_logistic
d_logistic = sigma * (1 - 1 / (1 + exp(-s)))
# %% da_same
da_same = a(k) * (S - exp(z[k])) / S
# %% da_other
da_other = -a(k) * exp(z[j]) / S
# %% da
da = exp(z[k]) * (KroneckerDelta(k, j) - a(j)) / S
# %% verdicts
verdicts = {"A": 2 == 3, "B": False, "C": 1 == 1, "D": False}
# %% repairs
repairs = {"A": m, "B": exp(z[k]) / S, "D": (1 / x) / x}
# %% reasons
reasons = dict.fromkeys(verdicts)  # None where a line holds
reasons.update({"A": "count", "B": "count", "D": "factor"})
