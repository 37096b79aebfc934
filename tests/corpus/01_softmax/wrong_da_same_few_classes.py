"""Right for fewer than nine classes alone.

loses: test_da_same
"""
# %% da_same
da_same = sp.Piecewise((a(k) * (1 - a(k)), m < 9), (a(k), True))
