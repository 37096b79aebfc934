"""In other functions.
"""
# %% d_logistic
d_logistic = 1 / (2 + 2 * sp.cosh(s))
# %% da_same
da_same = a(k) * Sum(exp(z[l]), (l, 1, m)) ** -1 * (Sum(exp(z[l]), (l, 1, m)) - exp(z[k]))
# %% da_other
da_other = -a(k) ** 2 * exp(z[j] - z[k])
# %% da
da = a(j) * (KroneckerDelta(j, k) - a(k))
# %% verdicts
verdicts = {"A": bool(0), "B": bool(0), "C": bool(1), "D": bool(0)}
# %% repairs
repairs = {"A": Sum(1, (l, 1, m)), "B": exp(z[k] - log(S)), "D": 1 / (x * x)}
