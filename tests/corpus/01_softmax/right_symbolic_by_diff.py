"""A repair that is left to SymPy.
"""
# %% verdicts
verdicts = {"A": np.bool_(False), "B": sp.false, "C": sp.true, "D": np.bool_(False)}
# %% repairs
repairs = {"A": m, "B": 1 / Sum(exp(z[j] - z[k]), (j, 1, m)), "D": sp.diff(log(x), x) / x}
# %% reasons
reasons = dict(A="count", B="count", D="factor")
