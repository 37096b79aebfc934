"""The delta picks one term, then the targets sum to 1.
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, a[j] * Sum(y[k], (k, 1, m)) - y[j], a[j] - y[j]]
