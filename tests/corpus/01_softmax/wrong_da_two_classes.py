"""For two classes alone.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = (a(k) * (KroneckerDelta(j, k) - a(j))).doit().subs(m, 2)
