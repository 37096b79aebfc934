"""Right for fewer than seven samples alone.

loses: test_repairs_mean
"""
# %% repairs
repairs = {"B": a[j] * (1 - y[j]) * x[i], "D": sp.Piecewise((1 / N, N < 7), (1 / (N + 1), True))}
