"""A floor under the probability.

loses: test_dL_da
"""
# %% dL_da
dL_da = -y[j] / sp.Max(a[j], sp.Rational(9, 10))
