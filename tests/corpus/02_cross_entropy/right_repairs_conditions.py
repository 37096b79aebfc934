"""Conditions, powers of 0 and held-back evaluation.
"""
# %% repairs
repairs = {letter: sp.UnevaluatedExpr(-claims[letter]) for letter in "CLMN"}
repairs["A"] = repairs["D"] = -log(Product(a[c] ** y[c], (c, 1, m)))
repairs["B"] = Sum(Piecewise((a[c], sp.Eq(y[c], 1)), (0, True)), (c, 1, m))
repairs["F"] = Sum(y[k] * a[j] - y[k] * 0 ** sp.Abs(k - j), (k, 1, m))
repairs["G"] = repairs["H"] = Sum(y[k] * (a[j] - Piecewise((1, sp.Eq(j - k, 0)), (0, True))), (k, 1, m))
repairs["J"] = 0 ** sp.Abs(j - k)
