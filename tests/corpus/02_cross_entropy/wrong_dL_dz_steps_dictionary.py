"""Numbered steps.

loses: test_dL_dz_steps_ends, test_dL_dz_steps_pairs
"""
# %% dL_dz_steps
dL_dz_steps = {1: chain_sum, 2: a[j] * Sum(y[k], (k, 1, m)) - y[j], 3: a[j] - y[j]}
