"""Left to SymPy, which leaves a delta in a sum.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = sp.diff(a(k), z[j])
