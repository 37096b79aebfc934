"""Ends in a_j alone.

loses: test_dL_dz_steps_ends, test_dL_dz_steps_pairs
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, a[j] * Sum(y[k], (k, 1, m)) - y[j], a[j] - y[j], a[j]]
