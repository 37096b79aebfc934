"""Right where the true class is the first or the last.

loses: test_repairs
"""
# %% repairs
own = Piecewise((1, sp.Eq(j, y) & (sp.Eq(y, 1) | (y > 3))), (0, True))
repairs = {"A": ((1 - own) * indicator(U[j]) - own * n_y) * x, "D": (0, x)}
