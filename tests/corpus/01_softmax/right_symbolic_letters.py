"""Other letters, and cases for the delta.
"""
# %% d_logistic
d_logistic = sigma * sigma.subs(s, -s)
# %% da_same
da_same = a(j) * (1 - a(j))
# %% da_other
da_other = -a(sp.Symbol('i', integer=True)) * a(j)
# %% da
da = sp.Piecewise((a(k) * (1 - a(k)), sp.Eq(j, k)), (-a(k) * a(j), True))
# %% verdicts
verdicts = {"D": False, "C": True, "B": False, "A": False}
# %% repairs
repairs = {"D": x ** sp.Integer(-2), "B": exp(z[k]) / Sum(exp(z[j]), (j, 1, m)), "A": m + 0}
