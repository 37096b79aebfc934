"""The factor of the sample network alone.

loses: test_repairs_mean
"""

# %% repairs
repairs = {"B": a[j] * (1 - y[j]) * x[i], "D": sp.Rational(1, 3)}
