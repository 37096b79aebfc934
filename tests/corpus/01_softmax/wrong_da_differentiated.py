"""Left to SymPy, with the delta carried out.

loses: test_da_diagonal, test_da_off_diagonal
"""
# %% da
da = differentiate(a(k), z[j])
