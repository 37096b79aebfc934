"""Unknown symbols.

loses: test_dL_da
"""
# %% dL_da
dL_da = -sp.Symbol('t') / sp.Symbol('q')
