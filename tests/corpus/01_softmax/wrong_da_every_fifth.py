"""A delta that is 1 for every fifth class.

loses: test_da_off_diagonal
"""
# %% da
da = a(k) * (sp.Piecewise((1, sp.Eq(sp.Mod(j - k, 5), 0)), (0, True)) - a(j))
