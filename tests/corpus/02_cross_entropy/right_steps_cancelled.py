"""The step that SymPy has done by itself is written all the same.
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, Sum(-y[k] * (KroneckerDelta(k, j) - a[j]), (k, 1, m)),
               a[j] * Sum(y[k], (k, 1, m)) - y[j], a[j] - y[j]]
