"""Left to SymPy, and simplified.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = sp.simplify(differentiate(a(k).doit(), z[j]))
