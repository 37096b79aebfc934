"""Left to SymPy, which leaves a delta in a sum.

loses: test_dL_da
"""
# %% dL_da
dL_da = sp.diff(L, a[j])
