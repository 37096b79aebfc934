"""Multiplied out.
"""
# %% d_logistic
d_logistic = sigma - sigma**2
# %% da_same
da_same = a(k) - a(k) ** 2
# %% da_other
da_other = -(a(j) * a(k))
# %% da
da = a(k) * KroneckerDelta(j, k) - a(k) * a(j)
# %% verdicts
verdicts = dict(A=False, B=False, C=True, D=False)
# %% repairs
repairs = {"A": m, "B": a(k), "D": x**-2}
# %% reasons
reasons = dict(zip("ABD", "count count factor".split()))
