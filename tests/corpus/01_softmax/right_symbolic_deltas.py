"""The delta also where it is 0, other letters for indices, and parts left unevaluated.
"""
# %% d_logistic
d_logistic = sp.UnevaluatedExpr(sigma) * (1 - sigma)
# %% da_same
da_same = a(k) * (KroneckerDelta(k, k) - a(k))
# %% da_other
da_other = a(k) * (KroneckerDelta(j, k) - a(j))
# %% da
i = sp.Symbol("i", integer=True)
da = a(i) * (0 ** sp.Abs(i - j) - a(j))
# %% repairs
p = sp.Symbol("p", integer=True)
repairs = {"A": Sum(1, (p, 1, m)), "B": exp(z[k]) / Sum(exp(z[p]), (p, 1, m)), "D": 1 / (x * x)}
