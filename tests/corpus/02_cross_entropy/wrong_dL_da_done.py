"""Left to SymPy, and carried out by it: cases, whether j is a class.

loses: test_dL_da
"""
# %% dL_da
dL_da = sp.diff(L, a[j]).doit()
