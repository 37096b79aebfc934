"""Left to SymPy.

loses: test_da_same
"""
# %% da_same
da_same = differentiate(a(k), z[k])
