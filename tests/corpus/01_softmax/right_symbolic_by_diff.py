"""Left to SymPy.
"""
# %% d_logistic
d_logistic = sp.diff(sigma, s)
# %% da_same
da_same = differentiate(a(k), z[k])
# %% da_other
da_other = differentiate(a(k), z[j]).subs(KroneckerDelta(j, k), 0)
# %% da
da = sp.diff(a(k), z[j])
# %% verdicts
verdicts = {"A": np.bool_(False), "B": sp.false, "C": sp.true, "D": np.bool_(False)}
# %% repairs
repairs = {"A": m, "B": 1 / Sum(exp(z[j] - z[k]), (j, 1, m)), "D": sp.diff(log(x), x) / x}
