"""A string among the steps.

loses: test_dL_dz_steps_ends, test_dL_dz_steps_pairs
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, 'sum', a[j] * Sum(y[k], (k, 1, m)) - y[j], a[j] - y[j]]
