"""A string among the steps.
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, 'sum', a[j] * Sum(y[k], (k, 1, m)) - y[j], a[j] - y[j]]
