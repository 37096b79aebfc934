"""Exact decimals, and a difference of indices for the delta.
"""
# %% d_logistic
d_logistic = 1.0 * sigma - sigma**2.0
# %% da_same
da_same = a(k) * (1.0 - a(k))
# %% da_other
da_other = -1.0 * a(j) * a(k)
# %% da
da = a(k) * (sp.Piecewise((1.0, sp.Eq(j - k, 0)), (0, True)) - a(j))
# %% verdicts
verdicts = {"A": np.bool_(False), "B": sp.false, "C": sp.true, "D": False}
# %% repairs
repairs = {"A": 1.0 * m, "B": a(k), "D": x**-2.0}
# %% reasons
reasons = {}
reasons["D"] = "factor"
reasons["B"] = "count"
reasons["A"] = "count"
