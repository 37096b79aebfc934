"""Unknown symbols.
"""
# %% dL_da
dL_da = -sp.Symbol('t') / sp.Symbol('q')
