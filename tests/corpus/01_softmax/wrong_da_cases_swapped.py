"""The two cases changed over.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = sp.Piecewise((-a(k) * a(j), sp.Eq(j, k)), (a(k) * (1 - a(k)), True))
