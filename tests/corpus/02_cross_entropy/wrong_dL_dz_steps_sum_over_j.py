"""Summed over j, as 000 (8) prints it.

loses: test_dL_dz_steps_pairs
"""
# %% dL_dz_steps
dL_dz_steps = [chain_sum, Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (j, 1, m)), a[j] * Sum(y[k], (k, 1, m)) - y[j], a[j] - y[j]]
