"""B is right for fewer than eight classes alone.

loses: test_repairs_classes
"""
# %% repairs
repairs = {"A": m, "B": exp(z[k]) / Sum(exp(z[l]), (l, 1, m)) * sp.Piecewise((1, m < 8), (2, True)), "D": 1 / x**2}
